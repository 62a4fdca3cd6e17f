"""A WRITE on the second connection ends later after the CLOSE on the first than that is waited for.

The CLOSE is told without it; with the usual two seconds the file would be complete.
"""

from maker.pe import program


def make(case):
    case.limit("close-grace", "500ms")
    content = program()
    share = case.share(dialect="3.1.1")
    first = share.session.channel
    second = share.session.another_channel(announced=False)
    file = share.create("channels.exe")
    file.write(0, content[:16_000])
    begin = len(case.capture.frames)
    share.session.over(second)
    file.write(16_000, content[16_000:])
    held = case.capture.frames.pop(begin)
    share.session.over(first)
    file.close()
    case.wait(0.6)
    share.create("other.txt")
    case.wait(0.2)
    case.capture.frames.append((case.capture.nanos, held[1]))
    file.content[:] = content[:16_000]
    case.expect_write(file, missing=[[0, 16_000]], head_seen=True)
    file.path, file.content[:] = None, content
    case.expect_write(file, missing=[[0, 16_000]], closed=False, alert=None)
