"""The second connection of a session shows no handshake, and but one WRITE, until the first has closed the file.

Where such a connection's streams begin is known a second later. The CLOSE waits for that, so that what the second
connection wrote is no hole.
"""

from maker.pe import program


def make(case):
    content = program()
    share = case.share(dialect="3.0")
    first = share.session.channel
    case.unseen()
    second = share.session.another_channel(announced=False)
    case.seen()
    file = share.create("halves.exe")
    file.write(0, content[:8_000])
    share.session.over(second)
    file.write(8_000, content[8_000:16_000])
    share.session.over(first)
    file.write(16_000, content[16_000:])
    file.close()
    case.expect_write(file)
