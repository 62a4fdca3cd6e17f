"""Messages of some bytes that say they expand to four gigabytes, among ordinary WRITEs: refused, a blind session.

A pattern (chained), and an offset whose sum with the size wraps in 32 bits (CVE-2020-0796). The server takes neither, and
here answers as if they had not come.
"""

import struct

from maker import smb2
from maker.pe import program


def make(case):
    share = case.share(dialect="3.1.1")
    file = share.create("plain.exe")
    file.write_all(program())
    connection = share.session.channel.connection
    pattern = struct.pack("<4sIHHIBBHI", b"\xfcSMB", 0xFFFFFFFF, 4, 1, 8, 0x41, 0, 0, 0xFFFFFFFF)
    wraps = struct.pack("<4sIHHI", b"\xfcSMB", 0xFFFFFFFF, 1, 0, 16) + bytes(64)
    for message in (pattern, wraps):
        connection.send(case.client, smb2.netbios(message))
    case.expect_blind("compressed")
    file.close()
    case.expect_write(file)
