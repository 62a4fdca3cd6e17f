"""A program written in two opens, two minutes apart: after each CLOSE a record with what the file then is."""

from maker import smb2
from maker.pe import program


def make(case):
    content = program()
    share = case.share()
    first = share.create("later.exe")
    first.write(0, content[:8_000])
    first.close()
    case.expect_write(first)
    case.wait(120)
    second = share.create("later.exe", disposition=smb2.OPEN)
    second.write(8_000, content[8_000:])
    second.close()
    case.expect_write(second)
