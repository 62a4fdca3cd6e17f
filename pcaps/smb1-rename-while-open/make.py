"""SMB 1: renamed before the CLOSE, by TRANS2 SET_FILE_INFORMATION with FileRenameInformation passed through."""

from maker.pe import program
from maker.smb1 import Smb1Share


def make(case):
    file = Smb1Share(case).create("a.txt")
    file.write_all(program())
    file.rename("a.exe")
    file.close()
    case.expect_write(file, smb__renamed_from="a.txt")
