"""Two TCP connections of one session; the second one shows no NEGOTIATE and no logon, and carries a WRITE."""

from maker.pe import program


def make(case):
    content = program()
    share = case.share(dialect="3.1.1")
    first = share.session.channel
    second = share.session.another_channel(announced=False)
    file = share.create("channels.exe")
    file.write(0, content[:8_000])
    share.session.over(second)
    file.write(8_000, content[8_000:16_000])
    share.session.over(first)
    file.write(16_000, content[16_000:])
    file.close()
    case.expect_write(file)
