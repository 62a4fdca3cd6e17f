"""A server-side copy (FSCTL_SRV_COPYCHUNK) of a file whose content the capture never shows."""

from maker import smb2
from maker.copying import copy
from maker.pe import program


def make(case):
    share = case.share()
    case.put("Public", "old.exe", program())
    target = copy(share, "old.exe", "new.exe", smb2.FSCTL_COPYCHUNK)
    case.expect_write(target, action="smb-server-side-copy", missing=[[0, 20_000]], smb__copied_from="old.exe")
