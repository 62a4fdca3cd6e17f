"""The client resets the connection after the last WRITE: the whole file is there, never closed."""

from maker.pe import program


def make(case):
    share = case.share()
    file = share.create("cut.exe")
    file.write_all(program())
    share.session.channel.connection.reset(case.client)
    case.expect_write(file, closed=False)
