"""Written as a.txt, renamed to a.exe before the CLOSE: one record with both names."""

from maker.pe import program


def make(case):
    file = case.share().create("a.txt")
    file.write_all(program())
    file.rename("a.exe")
    file.close()
    case.expect_write(file, smb__renamed_from="a.txt", file__name="a.exe")
