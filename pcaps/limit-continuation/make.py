"""A program is patched later after its CLOSE than it is remembered: its other bytes are not known."""

from maker import smb2
from maker.pe import program


def make(case):
    case.limit("continuation", "30s")
    share = case.share()
    file = share.create("old.exe").write_all(program()).close()
    case.expect_write(file)
    case.wait(60)
    again = share.create("old.exe", smb2.OPEN)
    again.write(1_000, b"patched")
    again.close()
    case.expect_write(again, missing=[[0, 1_000], [1_007, 20_000]], smb__continues=None)
