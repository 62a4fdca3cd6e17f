"""The first WRITE succeeds, the others are answered DISK_FULL: the server holds 8,000 bytes."""

from maker import smb2
from maker.pe import program


def make(case):
    content = program()
    file = case.share().create("large.exe")
    file.write(0, content[:8_000])
    file.write(8_000, content[8_000:16_000], status=smb2.DISK_FULL)
    file.write(16_000, content[16_000:], status=smb2.DISK_FULL)
    file.close()
    case.expect_write(file)
