"""Two TCP connections of one session between two pairs of addresses; the second is bound to it, and carries a WRITE.

Client and server have a second address each (10.20.2.66, 10.20.2.11). What both pairs carry comes together: the file is
told as one, of the addresses between which it was opened.
"""

from maker.pe import program


def make(case):
    content = program()
    share = case.share(dialect="3.1.1")
    first = share.session.channel
    second = share.session.another_channel(between=("10.20.2.66", "10.20.2.11"))
    file = share.create("channels.exe")
    file.write(0, content[0:8_000])
    share.session.over(second)
    file.write(8_000, content[8_000:16_000])
    share.session.over(first)
    file.write(16_000, content[16_000:])
    file.close()
    case.expect_write(file)
