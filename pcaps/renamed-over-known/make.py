"""A program that was on the server before takes the name of one that was written in sight; then it is changed.

Of what it holds only the change was seen, though name and size are those of the program that was written.
"""

from maker import smb2
from maker.pe import program


def make(case):
    case.put("Public", "old.exe", program(seed=2))
    share = case.share()
    file = share.create("new.exe").write_all(program(seed=1))
    file.close()
    case.expect_write(file)
    old = share.create("old.exe", disposition=smb2.OPEN)
    old.rename("new.exe")
    old.close()
    file = share.create("new.exe", disposition=smb2.OPEN)
    file.write(5_000, b"changed afterwards")
    file.close()
    case.expect_write(file, missing=[[0, 5_000], [5_018, 20_000]])
