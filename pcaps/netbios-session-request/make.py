"""Port 139: a NetBIOS session request and its positive answer come first, RFC 1002, 4.3.2."""

from maker import smb2
from maker.case import Channel, Session
from maker.pe import program


def name(text, kind):
    """First-level encoding, RFC 1001, 14.1."""
    padded = text.ljust(15).encode() + bytes([kind])
    return b" " + b"".join(bytes([0x41 + (byte >> 4), 0x41 + (byte & 15)]) for byte in padded) + b"\0"


def make(case):
    channel = Channel(case, case.connect(port=139))
    channel.connection.send(case.client, smb2.netbios(name("FS01", 0x20) + name("WS66", 0), kind=0x81))
    channel.connection.send(case.server, smb2.netbios(b"", kind=0x82))
    channel.negotiate("2.1")
    session = Session(case, "2.1", "j.miller")
    session.set_up(channel)
    file = session.tree("Public").create("netbios.exe")
    file.write_all(program()).close()
    case.expect_write(file, destination__port=139)
