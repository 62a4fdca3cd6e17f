"""SMB 1: a WRITE beyond 4 GiB (OffsetHigh), then the end of the file is set back to 20,000 by TRANS2."""

from maker.pe import program
from maker.smb1 import Smb1Share


def make(case):
    content = program()
    file = Smb1Share(case).create("far.exe")
    file.write_all(content)
    far = 1 << 32
    file.store = lambda offset, data: None  # 4 GiB of zeros need not stand in our memory: they are cut off again
    file.write(far, b"\xff" * 100)
    file.set_end(len(content))
    file.close()
    case.expect_write(file)
