"""Four bytes in the middle of a program that lay on the server: the rest of it was never seen."""

from maker import smb2
from maker.pe import program


def make(case):
    case.put("C$", "Tools\\old.exe", program())
    file = case.share("C$").create("Tools\\old.exe", disposition=smb2.OPEN)
    file.write(1_000, b"\xca\xfe\xca\xfe")
    file.close()
    case.expect_write(file, missing=[[0, 1_000], [1_004, 20_000]])
