"""One TCP segment of the second WRITE is not in the capture; the server confirmed its bytes all the same.

The WRITE's data begins at byte 116 of its message (NetBIOS 4, header 64, fixed part 48), so the third segment of 1,460
bytes holds the file's bytes 8,000 + 2,804 to 8,000 + 4,264.
"""

from maker.pe import program
from maker.wire import MSS


def make(case):
    content = program()
    file = case.share().create("lost.exe")
    file.write(0, content[:8_000])
    file.write(8_000, content[8_000:16_000], lose=[2])
    file.write(16_000, content[16_000:])
    file.close()
    start = 8_000 + 2 * MSS - 116
    case.expect_write(file, missing=[[start, start + MSS]])
