"""The end of the file is set to its final size before the first WRITE, as Windows does when it copies."""

from maker.pe import program


def make(case):
    content = program()
    file = case.share().create("sized.exe")
    file.set_end(len(content))
    file.write_all(content).close()
    case.expect_write(file)
