"""The capture ends in the middle of the second WRITE: what was seen is reported, with what is missing.

The server's answer to that WRITE is not seen.
"""

from maker.pe import program
from maker.wire import MSS


def make(case):
    content = program()
    file = case.share().create("cut.exe")
    file.write(0, content[:8_000])
    file.write(8_000, content[8_000:16_000], lose=range(3, 9), answered=False)
    del case.capture.frames[-1]
    seen = 8_000 + 3 * MSS - 116  # the data begins at byte 116 of its message
    case.expect_write(file, content[:16_000], missing=[[seen, 16_000]], outcome="unknown", closed=False)
