"""The CREATE is refused: no file, no write, no record."""

from maker import smb2


def make(case):
    share = case.share("ADMIN$")
    share.create("denied.exe", status=smb2.ACCESS_DENIED)
    share.create("denied.exe", status=smb2.SHARING_VIOLATION)
