"""The CREATE is sent again on another channel, marked as a replay: one open, not two.

[MS-SMB2] 3.2.5.1.5 and 3.3.5.9.10.
"""

import struct

from maker import smb2
from maker.pe import program


def make(case):
    share = case.share(dialect="3.0")
    second = share.session.another_channel()
    durable = [(b"DH2Q", struct.pack("<IIQ16s", 0, 0, 0, b"create guid, 16."))]
    granted = [(b"DH2Q", struct.pack("<II", 60_000, 0))]
    file = share.create("replay.exe", contexts=durable, answer_contexts=granted)
    share.session.over(second)
    number = second.number()
    second.request(
        smb2.Pdu(
            smb2.CREATE,
            smb2.create_request(file.path, contexts=durable),
            number,
            share.session.id,
            share.id,
            smb2.REPLAY,
        )
    )
    second.answer(
        smb2.Pdu(
            smb2.CREATE,
            smb2.create_response(file.id, contexts=granted),
            number,
            share.session.id,
            share.id,
            smb2.RESPONSE | smb2.REPLAY,
        )
    )
    file.write_all(program()).close()
    case.expect_write(file)
