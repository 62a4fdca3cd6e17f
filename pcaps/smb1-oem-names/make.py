"""SMB 1 without UNICODE: names with one byte a letter."""

from maker.pe import program
from maker.smb1 import Smb1Share


def make(case):
    file = Smb1Share(case, unicode=False).create("TOOLS\\OEMNAME.EXE")
    file.write_all(program()).close()
    case.expect_write(file)
