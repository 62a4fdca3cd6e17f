"""NameOffset of the CREATE points 8 bytes beyond the fixed part: the bytes in between are no name."""

from maker.pe import program


def make(case):
    file = case.share().create("namepad.exe", name_padding=8)
    file.write_all(program()).close()
    case.expect_write(file)
