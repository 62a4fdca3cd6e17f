"""SMB 1: every WRITE_ANDX is answered ACCESS_DENIED."""

from maker import smb2
from maker.pe import program
from maker.smb1 import Smb1Share


def make(case):
    file = Smb1Share(case).create("denied.exe")
    file.write_all(program(), status=smb2.ACCESS_DENIED).close()
    case.expect_refused(file)
