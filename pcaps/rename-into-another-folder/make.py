"""Written in one folder, renamed into another one before the CLOSE."""

from maker.pe import program


def make(case):
    file = case.share("C$").create("Users\\Public\\setup.tmp")
    file.write_all(program())
    file.rename("Windows\\System32\\setup.exe")
    file.close()
    case.expect_write(file, smb__renamed_from="Users\\Public\\setup.tmp")
