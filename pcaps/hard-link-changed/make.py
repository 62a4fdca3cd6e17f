"""A program gets a second name by a hard link and is changed under that name, then under its first.

Which names lead to one file only the server knows. The program is told under the second name when it gets that; what
was changed under another name of a file of the same size puts what is known of the first in doubt.
"""

from maker import smb2
from maker.pe import program

FILE_LINK = 11


def make(case):
    share = case.share()
    file = share.create("first.exe").write_all(program())
    file.close()
    case.expect_write(file)
    file = share.create("first.exe", disposition=smb2.OPEN)
    file.set_info(FILE_LINK, smb2.rename_information("second.exe"))
    case.disk["Public", "second.exe"] = case.disk["Public", "first.exe"]
    file.close()
    second = share.create("second.exe", disposition=smb2.OPEN)
    case.expect_write(second, action="smb-server-side-copy", closed=None, smb__copied_from="first.exe")
    second.write(5_000, b"changed by the second name")
    second.close()
    case.expect_write(second, missing=[[0, 5_000], [5_026, 20_000]])
    first = share.create("first.exe", disposition=smb2.OPEN)
    first.write(6_000, b"changed by the first name")
    first.close()
    case.expect_write(first, missing=[[0, 6_000], [6_025, 20_000]])
