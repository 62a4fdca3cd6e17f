"""The first TCP segment of the second WRITE, with its header, is not in the capture: what follows is found again.

The answer to that WRITE tells that something was written; its place is not known, only that the file's end lies beyond.
"""

from maker.pe import program


def make(case):
    content = program()
    file = case.share().create("lost.exe")
    file.write(0, content[:8_000])
    file.write(8_000, content[8_000:16_000], lose=[0])
    file.write(16_000, content[16_000:])
    file.close()
    case.expect_blind("desynchronised")
    case.expect_write(file, missing=[[8_000, 16_000]])
