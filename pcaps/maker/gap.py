"""What a capture may show behind a hole of which it is not known what was in it."""

import struct

from maker import smb2
from maker.pe import program


def lost_write(file):
    """A WRITE, granted, whose first two segments and so its head the capture lacks; later nobody waits for them."""
    file.write(0, program(), lose=[0, 1])
    file.tree.session.case.wait(5)


def encrypted(session, content):
    """A request and an answer in transforms, [MS-SMB2] 2.2.41; the content stands for what nobody can read."""
    for sender in (session.case.client, session.case.server):
        header = struct.pack("<4s16s16sIHHQ", b"\xfdSMB", bytes(16), bytes(16), len(content), 0, 1, session.id)
        session.channel.connection.send(sender, smb2.netbios(header + content))


def compressed(session, content):
    """A request and an answer in transforms that are not chained, [MS-SMB2] 2.2.42.1, with LZ77."""
    for sender in (session.case.client, session.case.server):
        header = struct.pack("<4sIHHI", b"\xfcSMB", 4 * len(content), 2, 0, 0)
        session.channel.connection.send(sender, smb2.netbios(header + content))
