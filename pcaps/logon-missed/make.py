"""The capture begins in the middle of a session: who writes is not known, and is not taken from another session."""

from maker.pe import program


def make(case):
    case.unseen()
    share = case.share()
    case.seen()
    case.session(user="a.weber").tree("Public")
    file = share.create("tool.exe").write_all(program()).close()
    # What lies before the capture is nobody's, though the same client logs on by another session meanwhile.
    case.expect_write(file, user=None, smb__logon=None, smb__logon_seen=False, smb__share=None, smb__dialect=None)
