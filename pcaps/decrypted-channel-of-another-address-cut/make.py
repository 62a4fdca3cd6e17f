"""An encrypted session (AES-128-GCM) with a second connection between other addresses, bound by requests that are cut.

The second connection is not joined to the session, so that its keys are not known: it is blind. It carries the end of the
program, and the file's record, by which nothing would be lacking, says that it is incomplete.
"""

from maker.pe import program


def make(case):
    case.accounts()
    content = program()
    share = case.share(dialect="3.1.1", cipher="AES-128-GCM")
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
        event__action="smb-blind",
        smb__blind__reason="encrypted",
        source__ip="10.20.2.66",
        destination__ip="10.20.2.11",
    )
    case.expect_write(file, content[:8_000], missing=[[0, 8_000]], head_seen=True, smb__encrypted=True)
