"""Nothing is written to an open file for longer than that is waited for: it is reported as it stands."""

from maker.pe import program


def make(case):
    case.limit("file-idle", "10s")
    content = program()
    file = case.share().create("resting.exe")
    file.write(0, content[:8_000])
    case.expect_write(file, closed=False)
    case.wait(20)
    file.write(8_000, content[8_000:])
    file.close()
    case.expect_write(file)
