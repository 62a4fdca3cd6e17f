"""A path is overwritten over one connection while a WRITE to it is held up on the other, which lacks a segment.

The file that was there is told at that moment: what is held up of it is missing, and no hole of zeros. The next one is
whole.
"""

from maker import smb2
from maker.pe import program


def make(case):
    content = program()
    share = case.share(dialect="3.1.1")
    first = share.session.channel
    second = share.session.another_channel()
    file = share.create("channels.exe")
    file.write(0, content[:4_000])
    share.session.over(second)
    file.write(4_000, content[4_000:12_000], lose=[2])
    share.session.over(first)
    file.write(12_000, content[12_000:])
    old = bytes(file.content)
    again = share.create("channels.exe", disposition=smb2.OVERWRITE_IF)
    case.expect_write(file, old, missing=[[6_804, 12_000]], outcome="unknown", closed=False, head_seen=True)
    case.wait(3)
    share.session.over(second)
    file.close()
    again.write_all(program(seed=2)).close()
    case.expect_write(again)
