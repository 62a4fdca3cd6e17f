"""A datagram in fragments is larger than the bytes that may be held of all: it is given up.

Its TCP segment is missing, and the record says so.
"""

from maker import disguise
from maker.pe import program
from maker.wire import MSS


def make(case):
    case.limit("fragment-bytes-max", "1k")
    content = program()
    file = case.share().create("fragments.exe")
    file.write(0, content[:8_000])
    first = len(case.capture.frames)
    file.write(8_000, content[8_000:])
    file.close()
    disguise.hold_fragment(case, first + 1, frames=4)
    case.expect_anomaly("ip_fragments_full", 2)
    start = 8_000 + MSS - 116
    case.expect_write(file, missing=[[start, start + MSS]])
