"""SMB 1: written, closed, then renamed by SMB_COM_NT_RENAME: two records."""

from maker import smb1
from maker.pe import program


def make(case):
    share = smb1.Smb1Share(case)
    file = share.create("a.txt")
    file.write_all(program()).close()
    case.expect_write(file)
    share.rename(file, "a.exe", smb1.NT_RENAME)
    case.expect_write(file, smb__renamed_from="a.txt")
