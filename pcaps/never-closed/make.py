"""The capture ends after the last WRITE."""

from maker.pe import program


def make(case):
    file = case.share().create("open.exe")
    file.write_all(program())
    case.expect_write(file, closed=False)
