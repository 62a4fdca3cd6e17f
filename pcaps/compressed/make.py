"""The WRITEs are in compression transforms (0xFC, chained, algorithm NONE), which is not decoded yet: a blind session.

[MS-SMB2] 2.2.42.2.
"""

import struct

from maker import smb2
from maker.pe import program


def make(case):
    share = case.share(dialect="3.1.1")
    session, channel = share.session, share.session.channel
    file = share.create("compressed.exe")
    content = program()
    for start in range(0, len(content), 8_000):
        data = content[start : start + 8_000]
        number = channel.number()
        message = smb2.Pdu(smb2.WRITE, smb2.write_request(file.id, start, data), number, session.id, share.id).packed()
        transform = struct.pack("<4sIHHI", b"\xfcSMB", len(message), 0, 1, len(message)) + message
        channel.connection.send(case.client, smb2.netbios(transform))
        channel.answer(
            smb2.Pdu(smb2.WRITE, smb2.write_response(len(data)), number, session.id, share.id, smb2.RESPONSE)
        )
    file.close()
    case.expect_blind("compressed")
