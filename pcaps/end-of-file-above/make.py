"""After 20,000 bytes the end of the file is set to 30,000: the rest reads as zeros."""

from maker.pe import program


def make(case):
    file = case.share().create("grown.exe")
    file.write_all(program())
    file.set_end(30_000)
    file.close()
    case.expect_write(file)
