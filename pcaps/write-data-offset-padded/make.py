"""DataOffset of the WRITEs points 16 bytes beyond the fixed part: the bytes in between are no data."""

from maker.pe import program


def make(case):
    file = case.share().create("padded.exe")
    file.write_all(program(), padding=16).close()
    case.expect_write(file)
