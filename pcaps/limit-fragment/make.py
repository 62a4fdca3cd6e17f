"""The last fragment of a datagram comes later than fragments are waited for: the datagram is given up.

Its TCP segment is missing, and the record says so.
"""

from maker import disguise
from maker.pe import program
from maker.wire import MSS


def make(case):
    case.limit("fragment", "2s")
    content = program()
    file = case.share().create("fragments.exe")
    file.write(0, content[:8_000])
    first = len(case.capture.frames)
    file.write(8_000, content[8_000:])
    file.close()
    disguise.hold_fragment(case, first + 1, seconds=5)
    case.expect_anomaly("ip_fragments_expired")
    start = 8_000 + MSS - 116
    case.expect_write(file, missing=[[start, start + MSS]])
