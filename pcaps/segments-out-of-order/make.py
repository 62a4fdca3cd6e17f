"""The TCP segments of each WRITE arrive out of order, and one twice."""

from maker.pe import program


def make(case):
    content = program()
    file = case.share().create("shuffled.exe")
    file.write(0, content[:8_000], order=[1, 0, 3, 2, 5, 4])
    file.write(8_000, content[8_000:16_000], order=[5, 4, 3, 2, 1, 0])
    file.write(16_000, content[16_000:], order=[0, 2, 2, 1])
    file.close()
    case.expect_write(file)
