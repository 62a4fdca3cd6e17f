"""Zeros stand where the header belongs until the last WRITE brings it: an executable in the end."""

from maker.pe import program


def make(case):
    content = program()
    file = case.share().create("late.exe")
    file.write_all(bytes(8_000) + content[8_000:])
    file.write(0, content[:8_000])
    file.close()
    case.expect_write(file)
