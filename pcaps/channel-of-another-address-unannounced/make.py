"""A second connection of a session between other addresses, of which neither NEGOTIATE nor logon was seen.

It carries the middle of a program. That it belongs to the session of the first is not known; but it uses an open that was
not made on it, of the same SessionId and FileId, so that the file's record says that it is incomplete, though all that
the first pair of addresses carried was seen, to the CLOSE: the part in between would read as zeros.
"""

from maker.pe import program


def make(case):
    content = program()
    share = case.share(dialect="3.1.1")
    first = share.session.channel
    second = share.session.another_channel(announced=False, between=("10.20.2.66", "10.20.2.11"))
    file = share.create("channels.exe")
    file.write(0, content[0:8_000])
    share.session.over(second)
    file.write(8_000, content[8_000:16_000])
    share.session.over(first)
    file.write(16_000, content[16_000:])
    file.close()
    case.expect(
        event__kind="event",
        event__action="smb-file-write",
        source__ip="10.20.2.66",
        destination__ip="10.20.2.11",
        file__path=None,
        file__hash=None,
        smb__complete=False,
        smb__create_seen=False,
    )
    case.expect_write(file, missing=[[0, 20_000]], head_seen=True)
