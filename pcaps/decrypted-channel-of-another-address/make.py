"""An encrypted session over two connections between two pairs of addresses (AES-128-GCM).

The second connection, between a second address of the client and one of the server (10.20.2.66, 10.20.2.11), is bound to
the session, whose keys encrypt what it carries.
"""

from maker.pe import program


def make(case):
    case.accounts()
    content = program()
    share = case.share(dialect="3.1.1", cipher="AES-128-GCM")
    first = share.session.channel
    second = share.session.another_channel(between=("10.20.2.66", "10.20.2.11"))
    file = share.create("channels.exe")
    file.write(0, content[0:8_000])
    share.session.over(second)
    file.write(8_000, content[8_000:16_000])
    share.session.over(first)
    file.write(16_000, content[16_000:])
    file.close()
    case.expect_write(file, smb__encrypted=True, user__name="j.miller")
