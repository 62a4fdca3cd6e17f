"""Two opens of one path at the same time, each writes one half: one file."""

from maker import smb2
from maker.pe import program


def make(case):
    content = program()
    share = case.share()
    first = share.create("halves.exe")
    second = share.create("halves.exe", disposition=smb2.OPEN)
    first.write(0, content[:8_000])
    second.write(8_000, content[8_000:])
    first.close()
    second.close()
    case.expect_write(first)
