"""SMB 1: the last WRITE_ANDX has the CLOSE behind it in one AndX chain, [MS-CIFS] 2.2.3.4."""

from maker.pe import program
from maker.smb1 import Smb1Share


def make(case):
    content = program()
    file = Smb1Share(case).create("chain.exe")
    file.write(0, content[:12_000])
    file.write(12_000, content[12_000:], close=True)
    case.expect_write(file)
