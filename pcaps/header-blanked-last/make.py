"""A program whose header is overwritten with text at the end: no executable is on the server."""

from maker.pe import program


def make(case):
    file = case.share().create("was-one.exe")
    file.write_all(program())
    file.write(0, b"just text now. " * 100)
    file.close()
    case.expect_write(file)
