"""Keep-alives (0x85) and session messages of no length between all messages, first of all one of no length.

RFC 1002, 4.3.7. Both sides send them.
"""

from maker import smb2
from maker.case import Channel, Session
from maker.pe import program

KEEP_ALIVE = smb2.netbios(b"", kind=0x85)
NOTHING = smb2.netbios(b"")


def make(case):
    channel = Channel(case, case.connect())
    channel.connection.send(case.client, NOTHING)
    channel.negotiate("2.1")
    session = Session(case, "2.1", "j.miller")
    session.set_up(channel)
    share = session.tree("Public")
    channel.connection.send(case.client, KEEP_ALIVE + NOTHING + KEEP_ALIVE)
    channel.connection.send(case.server, KEEP_ALIVE)
    file = share.create("alive.exe")
    content = program()
    for start in range(0, len(content), 8_000):
        file.write(start, content[start : start + 8_000])
        channel.connection.send(case.client, NOTHING)
        channel.connection.send(case.server, KEEP_ALIVE + NOTHING)
    file.close()
    case.expect_write(file)
