"""The WRITEs are compressed by an algorithm that is documented nowhere: a blind session.

[MS-SMB2] 2.2.3.1.3 has the numbers 0 to 5.
"""

import struct

from maker.pe import program


def make(case):
    share = case.share(dialect="3.1.1")
    file = share.create("compressed.exe")
    share.session.channel.wrap = packed
    file.write_all(program())
    share.session.channel.wrap = bytes
    file.close()
    case.expect_blind("compressed")


def packed(message):
    if len(message) < 1_000:
        return message
    return struct.pack("<4sIHHI", b"\xfcSMB", len(message), 6, 0, 0) + message
