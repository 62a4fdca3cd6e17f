"""The first 4,096 bytes of a program that lay on the server are replaced: its header is known, the rest is not."""

from maker import smb2
from maker.pe import program


def make(case):
    case.put("C$", "Tools\\old.exe", program(seed=7))
    file = case.share("C$").create("Tools\\old.exe", disposition=smb2.OPEN)
    file.write(0, program(seed=8)[:4_096])
    file.close()
    case.expect_write(file, missing=[[4_096, 20_000]])
