"""A server-side copy while a WRITE to its source is held up on the other connection: who knows what was copied."""

from maker import smb2
from maker.copying import copy
from maker.pe import program


def make(case):
    share = case.share(dialect="3.1.1")
    first = share.session.channel
    second = share.session.another_channel()
    source = share.create("a.exe")
    source.write_all(program())
    share.session.over(second)
    source.write(8_000, bytes(8_000), lose=[2])
    share.session.over(first)
    target = copy(share, "a.exe", "b.exe", smb2.FSCTL_COPYCHUNK)
    case.wait(3)
    share.create("other.txt").close()
    case.expect_write(
        target, missing=[[0, 20_000]], head_seen=True, action="smb-server-side-copy", smb__copied_from="a.exe"
    )
    source.close()
    case.expect_write(source, missing=[[10_804, 12_264]])
