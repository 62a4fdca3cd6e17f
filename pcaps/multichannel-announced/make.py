"""Two TCP connections of one session, bound by a SESSION_SETUP; the second one carries all WRITEs and the CLOSE."""

from maker.pe import program


def make(case):
    share = case.share(dialect="3.1.1")
    second = share.session.another_channel()
    file = share.create("bound.exe")
    share.session.over(second)
    file.write_all(program()).close()
    case.expect_write(file)
