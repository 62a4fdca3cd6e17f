"""A server-side copy (FSCTL_SRV_COPYCHUNK_WRITE) of a program that was written before: the copy has its hash."""

from maker import smb2
from maker.copying import copy
from maker.pe import program


def make(case):
    share = case.share()
    source = share.create("a.exe")
    source.write_all(program()).close()
    case.expect_write(source)
    target = copy(share, "a.exe", "b.exe", smb2.FSCTL_COPYCHUNK_WRITE)
    case.expect_write(target, action="smb-server-side-copy", smb__copied_from="a.exe")
