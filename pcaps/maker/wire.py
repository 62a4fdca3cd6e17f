"""Frames: Ethernet, IPv4, TCP with right checksums, and the pcap file that holds them (nanoseconds, little-endian)."""

import array
import socket
import struct

SYN, FIN, RST, PSH, ACK = 0x02, 0x01, 0x04, 0x08, 0x10
MSS = 1460
ETHERNET = 1  # LINKTYPE_ETHERNET
START_NANOS = 1_714_989_600_000_000_000  # 2024-05-06T10:00:00Z
FRAME_NANOS = 20_000


def checksum(data):
    """RFC 1071: the ones' complement sum of 16-bit words, as the two bytes that go into the header."""
    total = sum(array.array("H", data + b"\0" if len(data) % 2 else data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return struct.pack("=H", ~total & 0xFFFF)


class Host:
    """A host with an IPv4 or an IPv6 address; its MAC ends like the address."""

    def __init__(self, address):
        self.address = address
        self.packed = socket.inet_pton(socket.AF_INET6 if ":" in address else socket.AF_INET, address)
        self.mac = b"\x02\0" + self.packed[-4:]
        self.next_ip_id = 1


class Capture:
    """The span port: keeps the frames that it sees, in order."""

    def __init__(self):
        self.nanos = START_NANOS
        self.frames = []
        self.link_type = ETHERNET
        self.snap_length = 262_144
        self.sees = lambda sender, receiver: True

    def wait(self, seconds):
        self.nanos += int(seconds * 1_000_000_000)

    def frame(self, sender, receiver, tcp, seen=True):
        """A frame from one host to another; not recorded where seen is False."""
        ethernet = receiver.mac + sender.mac
        if len(sender.packed) == 16:
            frame = ethernet + b"\x86\xdd" + ipv6(sender.packed, receiver.packed, 6, tcp)
        else:
            frame = ethernet + b"\x08\0" + ipv4(sender.packed, receiver.packed, 6, tcp, sender.next_ip_id)
        sender.next_ip_id = (sender.next_ip_id + 1) & 0xFFFF
        self.nanos += FRAME_NANOS
        if seen and self.sees(sender, receiver):
            self.frames.append((self.nanos, frame))

    def pcap(self):
        parts = [struct.pack("<IHHiIII", 0xA1B23C4D, 2, 4, 0, 0, 262_144, self.link_type)]
        for nanos, frame in self.frames:
            seconds, rest = divmod(nanos, 1_000_000_000)
            kept = frame[: self.snap_length]
            parts += [struct.pack("<IIII", seconds, rest, len(kept), len(frame)), kept]
        return b"".join(parts)


def ipv4(source, target, protocol, payload, identification=0, flags_and_offset=0x4000):
    header = struct.pack(
        ">BBHHHBB2s4s4s",
        0x45,
        0,
        20 + len(payload),
        identification,
        flags_and_offset,
        64,
        protocol,
        b"\0\0",
        source,
        target,
    )
    return header[:10] + checksum(header) + header[12:] + payload


def ipv6(source, target, next_header, payload):
    return struct.pack(">IHBB16s16s", 6 << 28, len(payload), next_header, 64, source, target) + payload


class TcpConnection:
    """Both ends of one TCP connection. `client` and `server` are Hosts."""

    def __init__(self, capture, client, server, client_port, server_port=445):
        self.capture = capture
        self.hosts = {client: server, server: client}
        self.client, self.server = client, server
        self.ports = {client: client_port, server: server_port}
        self.next = {client: client_port * 7_919 & 0xFFFFFFFF, server: client_port * 104_729 & 0xFFFFFFFF}
        self.window, self.segment_size = 2_048, MSS

    def segment(self, sender, flags, payload=b"", options=b"", sequence=None, seen=True):
        receiver = self.hosts[sender]
        sequence = self.next[sender] if sequence is None else sequence
        acknowledged = self.next[receiver] if flags & ACK else 0
        header = (
            struct.pack(
                ">HHIIBBHHH",
                self.ports[sender],
                self.ports[receiver],
                sequence,
                acknowledged,
                (5 + len(options) // 4) << 4,
                flags,
                self.window,
                0,
                0,
            )
            + options
        )
        pseudo = sender.packed + receiver.packed + struct.pack(">HH", 6, len(header) + len(payload))
        header = header[:16] + checksum(pseudo + header + payload) + header[18:]
        self.capture.frame(sender, receiver, header + payload, seen)

    def advance(self, sender, count):
        self.next[sender] = (self.next[sender] + count) & 0xFFFFFFFF

    def open(self):
        options = struct.pack(">BBHBBBB", 2, 4, MSS, 1, 3, 3, 8)  # MSS, window scale 8
        self.segment(self.client, SYN, options=options)
        self.advance(self.client, 1)
        self.segment(self.server, SYN | ACK, options=options)
        self.advance(self.server, 1)
        self.segment(self.client, ACK)
        return self

    def send(self, sender, data, lose=(), order=None):
        """Sends data in full segments. lose: numbers of the segments that the capture lacks; order: as they arrive."""
        first = self.next[sender]
        size = self.segment_size
        cuts = range(0, len(data), size)
        for number in order or range(len(cuts)):
            at = cuts[number]
            piece = data[at : at + size]
            last = PSH if at + size >= len(data) else 0
            self.segment(sender, ACK | last, piece, sequence=(first + at) & 0xFFFFFFFF, seen=number not in lose)
        self.advance(sender, len(data))
        if len(cuts) > 1:
            self.segment(self.hosts[sender], ACK)

    def close(self):
        self.segment(self.client, FIN | ACK)
        self.advance(self.client, 1)
        self.segment(self.server, FIN | ACK)
        self.advance(self.server, 1)
        self.segment(self.client, ACK)

    def reset(self, sender):
        self.segment(sender, RST | ACK)
