"""SMB 1: WRITE_ANDX of 12 words (32-bit offsets), with 3 bytes of padding before the data."""

from maker.pe import program
from maker.smb1 import Smb1Share


def make(case):
    file = Smb1Share(case).create("short.exe")
    file.write_all(program(), words=12, padding=3).close()
    case.expect_write(file)
