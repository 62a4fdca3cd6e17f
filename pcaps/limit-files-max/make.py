"""A third file where two are remembered: the first is forgotten, and when it is patched its other bytes are not known."""

from maker import smb2
from maker.pe import program


def make(case):
    case.limit("files-max", 2)
    share = case.share()
    first = share.create("first.exe").write_all(program()).close()
    case.expect_write(first)
    for number in range(2):
        case.wait(1)
        case.expect_write(share.create(f"{number}.exe").write_all(program(seed=number + 2)).close())
    case.wait(1)
    again = share.create("first.exe", smb2.OPEN)
    again.write(1_000, b"patched")
    again.close()
    case.expect_write(again, missing=[[0, 1_000], [1_007, 20_000]], smb__continues=None)
    case.expect_anomaly("file_evicted", 2)
