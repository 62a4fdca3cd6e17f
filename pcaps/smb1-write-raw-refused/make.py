"""SMB 1: WRITE_RAW is refused, the client goes on with WRITE_ANDX."""

from maker.pe import program
from maker.smb1 import Smb1Share


def make(case):
    file = Smb1Share(case).create("raw.exe")
    file.write_raw_refused(program())
    file.write_all(program()).close()
    case.expect_write(file)
