"""The capture begins after the CREATE: a program with an unknown path."""

from maker.pe import program


def make(case):
    case.unseen()
    file = case.share().create("unknown.exe")
    case.seen()
    file.write_all(program()).close()
    case.expect_write(file, file__path=None, smb__create_seen=False, smb__share=None, smb__dialect=None)
