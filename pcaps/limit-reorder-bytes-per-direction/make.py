"""A segment comes after more bytes than may wait for it: its bytes are missing."""

from maker.pe import program
from maker.wire import MSS


def make(case):
    case.limit("reorder-bytes-per-direction", "4k")
    content = program()
    file = case.share().create("late.exe")
    file.write(0, content[:8_000])
    file.write(8_000, content[8_000:], order=[0, 1, 3, 4, 5, 6, 7, 8, 2])
    file.close()
    start = 8_000 + 2 * MSS - 116
    case.expect_write(file, missing=[[start, start + MSS]])
    case.expect_anomaly("tcp_reorder_limit_reached")
