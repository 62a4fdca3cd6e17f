"""The connection breaks in the middle of a durable open; the client reconnects it and writes the rest.

Two records: what was there when the connection broke, and the whole.

[MS-SMB2] 3.2.4.4 and 3.3.5.9.12 (DH2Q, DH2C): same persistent id, another volatile one, another session.
"""

import struct

from maker import smb2
from maker.pe import program

GUID = b"create guid, 16."


def make(case):
    content = program()
    share = case.share(dialect="3.0")
    granted = [(b"DH2Q", struct.pack("<II", 60_000, 0))]
    file = share.create(
        "durable.exe", contexts=[(b"DH2Q", struct.pack("<IIQ16s", 0, 0, 0, GUID))], answer_contexts=granted
    )
    file.write(0, content[:8_000])
    share.session.channel.connection.reset(case.client)
    case.expect_write(file, closed=False)
    case.wait(2)
    again = case.share(dialect="3.0")
    reconnect = [(b"DH2C", struct.pack("<QQ16sI", *file.id, GUID, 0))]
    second = again.create("durable.exe", disposition=smb2.OPEN, contexts=reconnect, file_id=(file.id[0], 0x5A00_9999))
    second.write(8_000, content[8_000:])
    second.close()
    case.expect_write(second)
