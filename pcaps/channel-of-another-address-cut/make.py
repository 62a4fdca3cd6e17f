"""A second connection of a session between other addresses, bound by requests that are cut into small segments.

A channel is known by how a segment begins; here a request to bind one has its first 53 bytes in it. The second connection
is not joined to the session, carries the end of the program, and the file's record says that it is incomplete: what the
first pair of addresses carried alone would be a shorter file without a gap.
"""

from maker.pe import program


def make(case):
    content = program()
    share = case.share(dialect="3.1.1")
    first = share.session.channel
    second = share.session.another_channel(between=("10.20.2.66", "10.20.2.11"), segment_size=53)
    file = share.create("channels.exe")
    file.write(0, content[0:8_000])
    share.session.over(second)
    file.write(8_000, content[8_000:])
    share.session.over(first)
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
    case.expect_write(file, content[:8_000], missing=[[0, 8_000]], head_seen=True)
