"""Opened with FILE_DELETE_ON_CLOSE: written, and gone with the CLOSE."""

from maker import smb2
from maker.pe import program


def make(case):
    file = case.share().create("gone.exe", access=0x0013019F, options=0x40 | smb2.DELETE_ON_CLOSE)
    file.write_all(program()).close()
    case.expect_write(file, smb__deleted=True)
