"""After 20,000 bytes the end of the file is set to 600."""

from maker.pe import program


def make(case):
    file = case.share().create("cut.exe")
    file.write_all(program())
    file.set_end(600)
    file.close()
    case.expect_write(file)
