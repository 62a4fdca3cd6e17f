"""The same write in other clothes: what lies under, around and between the frames of a capture that is already made."""

import random
import struct

from maker.pe import program
from maker.wire import checksum, ipv4, ipv6

OUTER_A, OUTER_B = bytes([172, 16, 0, 1]), bytes([172, 16, 0, 2])
OUTER6_A, OUTER6_B = (
    bytes.fromhex("fd00 0172 0016 0000 0000 0000 0000 0001"),
    bytes.fromhex("fd000172001600000000000000000002"),
)
OUTER_MACS = b"\x02\0\xac\x10\0\x02" + b"\x02\0\xac\x10\0\x01"


def write(case, size=20_000, **expected):
    """The one write that all disguises carry."""
    file = case.share().create("disguised.exe")
    file.write_all(program(size)).close()
    case.expect_write(file, **expected)


def wrap(case, wrapper, link_type=1):
    """Puts each frame through `wrapper`, which gives a frame or a list of frames."""
    case.capture.link_type = link_type
    frames = []
    for nanos, frame in case.capture.frames:
        wrapped = wrapper(frame)
        for number, one in enumerate(wrapped if isinstance(wrapped, list) else [wrapped]):
            frames.append((nanos + number, one))
    case.capture.frames = frames


def reorder(case, within, seed=1):
    """Mixes the frames after the handshake, each at most `within` places from its own."""
    random_places = random.Random(seed)
    frames = case.capture.frames
    contents = [frame for _, frame in frames[3:]]
    places = sorted(range(len(contents)), key=lambda place: place + random_places.uniform(0, within))
    case.capture.frames = frames[:3] + [(nanos, contents[place]) for (nanos, _), place in zip(frames[3:], places)]


def duplicate(case, later=3):
    """Every frame comes a second time, `later` frames after the first."""
    frames = case.capture.frames
    places = [(number, frame) for number, (_, frame) in enumerate(frames)]
    places += [(number + later + 0.5, frame) for number, (_, frame) in enumerate(frames)]
    first = frames[0][0]
    case.capture.frames = [
        (first + number * 10_000, frame) for number, (_, frame) in enumerate(sorted(places, key=lambda place: place[0]))
    ]


def overlap(case, count):
    """IPv4: each segment with data begins with up to `count` bytes of the segment before it of the same sender."""
    sent = {}
    frames = []
    for nanos, frame in case.capture.frames:
        source, target, tcp, payload = frame[26:30], frame[30:34], frame[34:54], frame[54:]
        if payload and tcp[12] >> 4 == 5:
            sequence = int.from_bytes(tcp[4:8], "big")
            before, end = sent.get(source, (b"", None))
            again = before[-count:] if end == sequence else b""
            sent[source] = payload, (sequence + len(payload)) & 0xFFFFFFFF
            header = tcp[:4] + struct.pack(">I", (sequence - len(again)) & 0xFFFFFFFF) + tcp[8:16] + b"\0\0" + tcp[18:]
            pseudo = source + target + struct.pack(">HH", 6, len(header) + len(again + payload))
            header = header[:16] + checksum(pseudo + header + again + payload) + header[18:]
            frame = frame[:14] + ipv4(source, target, 6, header + again + payload, int.from_bytes(frame[18:20], "big"))
        frames.append((nanos, frame))
    case.capture.frames = frames


# ---- link layer ------------------------------------------------------------------------------------------------------


def tagged(*tags):
    """802.1Q and 802.1ad: (EtherType, VLAN) of each tag, the outer one first."""
    return lambda frame: frame[:12] + b"".join(struct.pack(">HH", kind, vlan) for kind, vlan in tags) + frame[12:]


def mpls(*labels):
    def wrapper(frame):
        stack = b"".join(struct.pack(">I", label << 12 | (label == labels[-1]) << 8 | 64) for label in labels)
        return frame[:12] + b"\x88\x47" + stack + frame[14:]

    return wrapper


def pppoe(frame):
    return frame[:12] + struct.pack(">HBBHHH", 0x8864, 0x11, 0, 7, len(frame) - 14 + 2, 0x0021) + frame[14:]


def cooked(frame):
    """LINKTYPE_LINUX_SLL."""
    return struct.pack(">HHH6s2s", 0, 1, 6, frame[6:12], b"\0\0") + frame[12:]


def cooked2(frame):
    """LINKTYPE_LINUX_SLL2."""
    return frame[12:14] + struct.pack(">HIHBB6s2s", 0, 2, 1, 0, 6, frame[6:12], b"\0\0") + frame[14:]


def raw(frame):
    return frame[14:]


def loopback(frame):
    """LINKTYPE_NULL: the address family in the byte order of the capturing host."""
    return struct.pack("<I", 2) + frame[14:]


# ---- tunnels ---------------------------------------------------------------------------------------------------------


def outer(payload, protocol):
    return OUTER_MACS + b"\x08\0" + ipv4(OUTER_A, OUTER_B, protocol, payload)


def udp(payload, port):
    return outer(struct.pack(">HHHH", 50_000, port, 8 + len(payload), 0) + payload, 17)


def gre(frame):
    """With checksum, key and sequence number, RFC 2784 and 2890; a payload of odd length is padded for the sum only."""
    inner = frame[14:]
    header = struct.pack(">HH2sHII", 0xB000, 0x0800, b"\0\0", 0, 77, 1)
    return outer(header[:4] + checksum(header + inner) + header[6:] + inner, 47)


def gre_ethernet(frame):
    return outer(struct.pack(">HH", 0, 0x6558) + frame, 47)


def erspan1(frame):
    return outer(struct.pack(">HH", 0, 0x88BE) + frame, 47)


def erspan2(frame):
    return outer(struct.pack(">HHIHHI", 0x1000, 0x88BE, 9, 0x1000 | 100, 5, 0) + frame, 47)


def erspan3(frame):
    return outer(struct.pack(">HHIHHIHH", 0x1000, 0x22EB, 9, 0x2000 | 100, 5, 0, 0, 0) + frame, 47)


def vxlan(port):
    return lambda frame: udp(struct.pack(">II", 0x08000000, 42 << 8) + frame, port)


def geneve(frame):
    options = struct.pack(">HBBI", 0x0102, 0x80, 1, 7) + struct.pack(">HBB", 0x0103, 1, 0)
    return udp(struct.pack(">BBHI", len(options) // 4, 0, 0x6558, 42 << 8) + options + frame, 6081)


def ip_in_ip(frame):
    return outer(frame[14:], 4)


def six_in_four(frame):
    return outer(frame[14:], 41)


def four_in_six(frame):
    return OUTER_MACS + b"\x86\xdd" + ipv6(OUTER6_A, OUTER6_B, 4, frame[14:])


def teredo(frame):
    return udp(frame[14:], 3544)


def nested(*wrappers):
    def wrapper(frame):
        for one in wrappers:
            frame = one(frame)
        return frame

    return wrapper


# ---- the internet layer ----------------------------------------------------------------------------------------------


def extension_headers(frame):
    """IPv6: hop-by-hop and destination options before TCP, RFC 8200, 4."""
    padding = bytes([1, 4, 0, 0, 0, 0])
    headers = bytes([60, 0]) + padding + bytes([6, 0]) + padding
    payload = frame[54:]
    return frame[:14] + ipv6(frame[22:38], frame[38:54], 0, headers + payload)


def fragments(overlap=0, shuffled=True, size=480):
    """IPv4 fragments of `size` bytes, each with `overlap` bytes of the one before; shuffled: the last one first."""
    counter = iter(range(1, 1 << 16))

    def wrapper(frame):
        source, target, payload = frame[26:30], frame[30:34], frame[34:]
        if len(payload) <= size:
            return frame
        identification, parts = next(counter), []
        for start in range(0, len(payload), size):
            begin = max(0, start - overlap)
            more = 0x2000 if start + size < len(payload) else 0
            parts.append(
                frame[:14] + ipv4(source, target, 6, payload[begin : start + size], identification, more | begin // 8)
            )
        return parts[::-1] if shuffled else parts

    return wrapper


def fragments6(overlap=0, size=480):
    """IPv6 fragments of `size` bytes, each with `overlap` bytes of the one before, the last one first."""

    def wrapper(frame):
        payload = frame[54:]
        if len(payload) <= size:
            return frame
        parts = []
        for start in range(0, len(payload), size):
            begin = max(0, start - overlap)
            more = 1 if start + size < len(payload) else 0
            header = struct.pack(">BBHI", 6, 0, begin | more, int.from_bytes(frame[-8:-4], "big"))
            piece = payload[begin : start + size]
            parts.append(frame[:14] + ipv6(frame[22:38], frame[38:54], 44, header + piece))
        return parts[::-1]

    return wrapper


def hold_fragment(case, place, frames=0, seconds=0, others=False):
    """Cuts the frame at `place` into fragments of which the last comes `frames` frames or so many seconds later.

    others: the frame behind it is cut as well, and comes while the first one is unfinished."""
    list_of = case.capture.frames
    cut = fragments(shuffled=False)
    nanos, frame = list_of[place]
    *now, last = cut(frame)
    behind = list_of[place + 1 :]
    if others:
        next_nanos, next_frame = behind[0]
        behind[:1] = [(next_nanos + number, part) for number, part in enumerate(cut(next_frame))]
    late = nanos + 1_000_000_000 * seconds
    if seconds:
        behind = behind + [(late, last)]
    else:
        behind.insert(frames, (behind[frames - 1][0] + 1, last))
    list_of[place:] = [(nanos + number, part) for number, part in enumerate(now)] + behind
