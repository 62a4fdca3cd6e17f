"""Only what the client sends is in the capture: the program is seen, whether the server took it is not."""

from maker.pe import program


def make(case):
    case.only(case.client)
    file = case.share().create("one-sided.exe")
    file.write_all(program()).close()
    case.expect_write(file, outcome="unknown", smb__dialect=None)
    case.expect_blind("one_sided")
