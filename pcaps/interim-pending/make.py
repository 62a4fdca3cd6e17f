"""The server answers CREATE and each WRITE with STATUS_PENDING first and with the real answer later.

[MS-SMB2] 3.3.4.2.
"""

from maker import smb2
from maker.pe import program


def make(case):
    share = case.share()
    file = share.create("pending.exe", sent=False)
    exchange(share, smb2.CREATE, smb2.create_request(file.path), smb2.create_response(file.id), 0x101)
    content = program()
    for start in range(0, len(content), 8_000):
        data = content[start : start + 8_000]
        exchange(
            share, smb2.WRITE, smb2.write_request(file.id, start, data), smb2.write_response(len(data)), 0x102 + start
        )
        file.store(start, data)
    file.close()
    case.expect_write(file)


def exchange(share, command, request, response, async_id):
    session, channel = share.session, share.session.channel
    number = channel.number()
    channel.request(smb2.Pdu(command, request, number, session.id, share.id))
    channel.answer(
        smb2.Pdu(
            command, smb2.error(), number, session.id, flags=smb2.RESPONSE, status=smb2.PENDING, asynchronous=async_id
        )
    )
    channel.answer(smb2.Pdu(command, response, number, session.id, flags=smb2.RESPONSE, asynchronous=async_id))
