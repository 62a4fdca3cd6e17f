"""An encrypted session over two connections: the second is bound to it by a logon of its own (AES-128-GCM).

That logon gives the channel a key for signatures; what is encrypted on it is encrypted by the session's keys
([MS-SMB2] 3.2.5.3.3).
"""

from maker.pe import program


def make(case):
    case.accounts()
    content = program()
    share = case.share(dialect="3.1.1", cipher="AES-128-GCM")
    first = share.session.channel
    second = share.session.another_channel()
    file = share.create("channels.exe")
    file.write(0, content[:8_000])
    share.session.over(second)
    file.write(8_000, content[8_000:16_000])
    share.session.over(first)
    file.write(16_000, content[16_000:])
    file.close()
    case.expect_write(file, smb__encrypted=True, user__name="j.miller")
