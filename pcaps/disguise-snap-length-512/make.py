"""A snap length of 512 keeps the heads of messages, but of each segment's data only the beginning.

The first segment of a WRITE keeps 458 bytes of TCP, of which the message's head takes 116; each further one keeps 458.
"""

from maker.pe import program
from maker.wire import MSS

HEADERS, WRITE_HEAD, SIZE = 54, 116, 8_000


def make(case):
    case.capture.snap_length = 512
    kept = case.capture.snap_length - HEADERS
    content = program(2 * SIZE)
    file = case.share().create("snapped.exe")
    missing = []
    for offset in (0, SIZE):
        file.write(offset, content[offset : offset + SIZE])
        for start in range(0, WRITE_HEAD + SIZE, MSS):
            end = min(start + MSS, WRITE_HEAD + SIZE)
            missing.append([offset + start + kept - WRITE_HEAD, offset + end - WRITE_HEAD])
    file.close()
    case.expect_write(file, missing=missing)
