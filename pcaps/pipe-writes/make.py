"""A program's bytes written to a pipe of IPC$ (share type 2): no file is written."""

from maker import smb2
from maker.pe import program


def make(case):
    session = case.session()
    tree = session.tree("IPC$", share_type=2)
    pipe = tree.create("svcctl", disposition=smb2.OPEN)
    for start in range(0, 20_000, 4_000):
        pipe.write(0, program()[start : start + 4_000])
    pipe.close()
