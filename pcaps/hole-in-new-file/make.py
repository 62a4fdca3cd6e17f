"""Nobody writes bytes 8,000 to 12,000 of a new file: they read as zeros and count in the hash."""

from maker.pe import program


def make(case):
    content = program()
    file = case.share().create("hole.exe")
    file.write(0, content[:8_000])
    file.write(12_000, content[12_000:])
    file.close()
    case.expect_write(file)
