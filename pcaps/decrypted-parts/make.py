"""CREATE, WRITE and CLOSE in one message, each encrypted for itself (AES-128-CCM, dialect 3.0.2).

Samba takes such messages, and what is in their parts is one compound: the WRITE and the CLOSE are about the file that
the CREATE before opened. The answers come encrypted as one.
"""

from maker import smb2
from maker.pe import program

FROM_BEFORE = (smb2.ALL_ONES, smb2.ALL_ONES)


def make(case):
    case.accounts()
    share = case.share(dialect="3.0.2", cipher="AES-128-CCM")
    file = share.create("parts.exe", sent=False)
    file.store(0, program())
    session, channel = share.session, share.session.channel
    requests = [
        (smb2.CREATE, smb2.create_request(file.path)),
        (smb2.WRITE, smb2.write_request(FROM_BEFORE, 0, bytes(file.content))),
        (smb2.CLOSE, smb2.close_request(FROM_BEFORE)),
    ]
    answers = [smb2.create_response(file.id), smb2.write_response(len(file.content)), smb2.close_response()]
    first = channel.next_message
    related = (session.id, share.id, smb2.RELATED)
    channel.put(
        channel.connection.client,
        *(
            (
                session.sealing,
                [smb2.Pdu(command, body, channel.number(), *(related if number else (session.id, share.id)))],
            )
            for number, (command, body) in enumerate(requests)
        ),
    )
    channel.answer(
        *(
            smb2.Pdu(command, body, first + number, session.id, share.id, smb2.RESPONSE | (smb2.RELATED if number else 0))
            for number, ((command, _), body) in enumerate(zip(requests, answers))
        )
    )
    case.expect_write(file, smb__encrypted=True)
