"""WRITEs that partly overlap with other bytes: the last one wins."""

from maker.pe import program


def make(case):
    content = program()
    file = case.share().create("overlap.exe")
    file.write(0, content[:8_000])
    file.write(6_000, b"\xaa" * 6_000)
    file.write(8_000, content[8_000:14_000])
    file.write(10_000, content[10_000:])
    file.write(100, b"\xbb" * 20)
    file.close()
    case.expect_write(file)
