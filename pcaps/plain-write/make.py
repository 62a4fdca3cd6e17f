"""A program written in three WRITEs: the plain case that all made cases vary."""

from maker.pe import program


def make(case):
    file = case.share().create("tools\\plain.exe")
    file.write_all(program()).close()
    case.expect_write(file, user__name="j.miller", user__domain="CORP", source__domain="WS66")
