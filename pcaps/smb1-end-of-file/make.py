"""SMB 1: the end of the file is set by TRANS2 SET_FILE_INFORMATION, below what was written."""

from maker.pe import program
from maker.smb1 import Smb1Share


def make(case):
    file = Smb1Share(case).create("cut.exe")
    file.write_all(program())
    file.set_end(600)
    file.close()
    case.expect_write(file)
