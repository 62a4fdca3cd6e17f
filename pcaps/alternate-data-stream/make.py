"""A program in an alternate data stream of a text file."""

from maker.pe import program


def make(case):
    file = case.share().create("readme.txt:payload.exe:$DATA")
    file.write_all(program()).close()
    case.expect_write(file, smb__stream="payload.exe")
