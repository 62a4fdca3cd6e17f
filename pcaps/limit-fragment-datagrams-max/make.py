"""Fragments of a second datagram begin before the first is whole, where one may be unfinished: the first is given up.

Its TCP segment is missing, and the record says so.
"""

from maker import disguise
from maker.pe import program
from maker.wire import MSS


def make(case):
    case.limit("fragment-datagrams-max", 1)
    content = program()
    file = case.share().create("fragments.exe")
    file.write(0, content[:8_000])
    first = len(case.capture.frames)
    file.write(8_000, content[8_000:])
    file.close()
    disguise.hold_fragment(case, first + 1, frames=4, others=True)
    case.expect_anomaly("ip_fragments_full")
    start = 8_000 + MSS - 116
    case.expect_write(file, missing=[[start, start + MSS]])
