"""Written, then marked for deletion by SET_INFO before the CLOSE."""

from maker.pe import program


def make(case):
    file = case.share().create("gone.exe", access=0x0013019F)
    file.write_all(program())
    file.delete()
    file.close()
    case.expect_write(file, smb__deleted=True)
