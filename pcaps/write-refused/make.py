"""Every WRITE is answered ACCESS_DENIED: nothing of the program is on the server."""

from maker import smb2
from maker.pe import program


def make(case):
    file = case.share().create("denied.exe")
    file.write_all(program(), status=smb2.ACCESS_DENIED).close()
    case.expect_refused(file)
