"""A connection rests for longer than it is remembered: it has ended, and its file is reported as it stands."""

from maker.pe import program


def make(case):
    case.limit("connection-idle", "10s")
    file = case.share().create("resting.exe").write_all(program())
    case.expect_write(file, closed=False)
    case.wait(20)
    case.connect()
