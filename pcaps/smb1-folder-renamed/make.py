"""SMB 1: a folder is renamed by SMB_COM_RENAME while a program below it is being written: its path is the new one."""

from maker import smb1
from maker.pe import program


def make(case):
    share = smb1.Smb1Share(case)
    file = share.create("Folder\\a.exe")
    other = share.create("Folders.exe")
    content = program()
    file.write(0, content[:8_000])
    share.rename_path("folder", "Other")
    file.write(8_000, content[8_000:])
    other.write_all(content)
    file.path = "Other\\a.exe"
    file.close()
    case.expect_write(file, smb__renamed_from="Folder\\a.exe")
    other.close()
    case.expect_write(other)
