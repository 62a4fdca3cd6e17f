"""SMB 1: a program written with WRITE_ANDX of 14 words."""

from maker.pe import program
from maker.smb1 import Smb1Share


def make(case):
    file = Smb1Share(case).create("tools\\plain.exe")
    file.write_all(program()).close()
    case.expect_write(file, user__name="j.miller", user__domain="CORP")
