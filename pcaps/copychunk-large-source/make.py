"""A server-side copy of a program of which the bytes are no longer held: the copy has its hash all the same."""

from maker import smb2
from maker.copying import copy
from maker.pe import program


def make(case):
    case.limit("content-bytes-per-file", 131_072)
    share = case.share()
    source = share.create("a.exe")
    source.write_all(program(300_000), chunk=60_000).close()
    case.expect_write(source)
    target = copy(share, "a.exe", "b.exe", smb2.FSCTL_COPYCHUNK, chunk=100_000)
    case.expect_write(target, action="smb-server-side-copy", smb__copied_from="a.exe")
