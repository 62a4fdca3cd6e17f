"""The capture begins in the middle of a session; then the client proves once more who it is, to bind a second connection to it."""

from maker.pe import program


def make(case):
    case.unseen()
    session = case.session(dialect="3.1.1")
    case.seen()
    tree = session.tree("Public")
    first = tree.create("before.exe").write_all(program(seed=1)).close()
    case.expect_write(first, user=None, smb__logon=None, smb__logon_seen=False, smb__dialect=None)
    case.wait(1)
    second = session.another_channel()
    file = tree.create("after.exe").write_all(program(seed=2))
    session.over(second)
    file.close()
    case.expect_write(file, user__name="j.miller", smb__logon="user", smb__logon_seen=False)
