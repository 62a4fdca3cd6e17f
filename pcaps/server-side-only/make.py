"""Only what the server sends is in the capture: there is no content to judge, and that is said."""

from maker.pe import program


def make(case):
    case.only(case.server)
    case.share().create("one-sided.exe").write_all(program()).close()
    case.expect_blind("one_sided")
