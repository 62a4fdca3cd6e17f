"""Paths with `..` and doubled separators, which Samba takes: the record names the file that the disk has.

Windows refuses such names; Samba takes `..` together with the name in front of it, and separators for one.
"""

from maker import smb2
from maker.pe import program


def make(case):
    share = case.share()
    content = program()
    sent, held = "Users\\..\\Windows\\\\tool.exe", "Windows\\tool.exe"
    file = share.create(sent)
    case.disk["Public", held.lower()] = case.disk.pop(("Public", sent.lower()))
    file.write(0, content[:8_000])
    second = share.create(held, disposition=smb2.OPEN)
    second.write(8_000, content[8_000:])
    second.close()
    file.path = held
    file.close()
    case.expect_write(file)
