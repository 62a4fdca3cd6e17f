"""Three WRITEs, the last part of the file first."""

from maker.pe import program


def make(case):
    file = case.share().create("backwards.exe")
    file.write_all(program(), backwards=True).close()
    case.expect_write(file)
