"""A program is read from a share, in READ answers of 8,000 bytes: nothing is written."""

import struct

from maker import smb2
from maker.pe import program


def make(case):
    case.put("Public", "setup.exe", program())
    share = case.share()
    file = share.create("setup.exe", disposition=smb2.OPEN, access=0x00120089)
    for start in range(0, 20_000, 8_000):
        data = bytes(file.content[start : start + 8_000])
        request = struct.pack("<HBBIQQQIIIHHB", 49, 0, 0, 8_000, start, *file.id, 1, 0, 0, 0, 0, 0)
        # The reserved byte behind DataOffset is not always zero, [MS-SMB2] 2.2.20.
        answer = struct.pack("<HBBIII", 17, 80, 1, len(data), 0, 0) + data
        share.session.exchange(smb2.READ, request, answer, share.id)
    file.close()
