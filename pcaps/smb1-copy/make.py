"""SMB 1: a program is copied on the server by SMB_COM_COPY, as servers other than Windows and Samba of today take it.

Written as a text, copied under a program's name, with BufferFormats in front of the names (X/Open) and without (LAN
Manager, Samba before 4.17). A refused copy is none. Where it is appended to what may be there, its outcome is unknown.
"""

from maker import smb1
from maker.pe import program

NOT_IMPLEMENTED = 0xC0000002


def make(case):
    share = smb1.Smb1Share(case)
    source = share.create("notes.txt")
    source.write_all(program()).close()
    case.expect_write(source)
    for path, formats in (("tool.exe", True), ("tools\\tool.exe", False)):
        case.expect_write(share.copy(source, path, formats), action="smb-server-side-copy", smb__copied_from="notes.txt")
    share.copy(source, "refused.exe", status=NOT_IMPLEMENTED)
    case.expect_write(
        share.copy(source, "behind.exe", open_function=smb1.APPEND),
        action="smb-server-side-copy",
        outcome="unknown",
        smb__copied_from="notes.txt",
    )
