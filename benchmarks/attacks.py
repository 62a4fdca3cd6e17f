"""Writes a capture of an attack on the sensor's memory or time to standard output, made while it is read.

    python3 benchmarks/attacks.py NAME [--size N] [--among CAPTURE.pcap…]
    python3 benchmarks/attacks.py --list

--size: how many of what the attack makes many of; --among: captures of made cases (pcaps/) between whose
frames the attack goes on: half of it before the first of them, the rest spread evenly; the second capture begins
after the first, and so on, each with a client of its own. All attackers but those of spoofed attacks are one host, and all attack one server.
"""

import argparse
import itertools
import pathlib
import random
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "pcaps"))

from maker import ntlm, pe, smb1, smb2, wire  # noqa: E402  (the path above must be set first)
from maker.case import CLIENT  # noqa: E402

ATTACKER, TARGET = wire.Host("10.66.0.66"), wire.Host("10.66.0.1")
SEGMENT = 60_000  # as a host's own capture shows what its network card cuts
STEP_NANOS = 1_000
BETWEEN_NANOS = 5_000_000_000
HEADERS = struct.Struct(">6s6sHBBHHHBBH4s4sHHIIBBHHH")
LONGEST_NAME = 32_767  # of UTF-16, in a length of 16 bits
SYN, ACK, FIN = wire.SYN, wire.ACK, wire.FIN


class Line:
    """One TCP connection as bytes: frames without checksums, which the sensor does not ask for unless told to."""

    def __init__(self, port, client=ATTACKER, server_port=445):
        self.ends = {True: (client, port, TARGET, server_port), False: (TARGET, server_port, client, port)}
        self.next = {True: port * 7_919 & 0xFFFFFFFF, False: port * 104_729 & 0xFFFFFFFF}
        self.message = 0

    def frame(self, from_client, flags, payload=b"", sequence=None):
        sender, sender_port, receiver, receiver_port = self.ends[from_client]
        sequence = self.next[from_client] if sequence is None else sequence
        return (
            HEADERS.pack(
                receiver.mac,
                sender.mac,
                0x0800,
                0x45,
                0,
                40 + len(payload),
                0,
                0x4000,
                64,
                6,
                0,
                sender.packed,
                receiver.packed,
                sender_port,
                receiver_port,
                sequence,
                self.next[not from_client] if flags & ACK else 0,
                0x50,
                flags,
                2_048,
                0,
                0,
            )
            + payload
        )

    def open(self):
        yield self.frame(True, SYN)
        self.next[True] = self.next[True] + 1 & 0xFFFFFFFF
        yield self.frame(False, SYN | ACK)
        self.next[False] = self.next[False] + 1 & 0xFFFFFFFF

    def send(self, from_client, data):
        for at in range(0, len(data), SEGMENT):
            piece = data[at : at + SEGMENT]
            yield self.frame(from_client, ACK, piece)
            self.next[from_client] = self.next[from_client] + len(piece) & 0xFFFFFFFF

    def skip(self, from_client, count):
        """Bytes that the capture lacks."""
        self.next[from_client] = self.next[from_client] + count & 0xFFFFFFFF

    def close(self):
        for from_client in (True, False):
            yield self.frame(from_client, FIN | ACK)
            self.next[from_client] = self.next[from_client] + 1 & 0xFFFFFFFF

    # ---- SMB2 --------------------------------------------------------------------------------------------------------

    def number(self, charge=1):
        taken = self.message
        self.message += charge
        return taken

    def request(self, command, body, session=1, tree=1, charge=1, number=None):
        number = self.number(charge) if number is None else number
        return smb2.netbios(smb2.Pdu(command, body, number, session, tree, charge=charge).packed())

    def answer(self, command, body, session=1, tree=1, status=0, number=None):
        number = self.message - 1 if number is None else number
        pdu = smb2.Pdu(command, body, number, session, tree, smb2.RESPONSE, status)
        return smb2.netbios(pdu.packed())

    def exchange(self, command, request, response, session=1, tree=1, charge=1):
        number = self.message
        yield from self.send(True, self.request(command, request, session, tree, charge))
        yield from self.send(False, self.answer(command, response, session, tree, number=number))

    def negotiate(self, dialect="2.1"):
        request = smb2.negotiate_request([name for name in smb2.DIALECTS if name <= dialect])
        yield from self.exchange(smb2.NEGOTIATE, request, smb2.negotiate_response(dialect, b""), 0, 0)

    def log_on(self, session=1, user="mallory", binding=False):
        request = smb2.session_setup_request(ntlm.authenticate("EVIL", user, "WS66"), binding=binding)
        number = self.message
        yield from self.send(True, self.request(smb2.SESSION_SETUP, request, session if binding else 0, 0))
        answer = smb2.session_setup_response(ntlm.accepted())
        yield from self.send(False, self.answer(smb2.SESSION_SETUP, answer, session, 0, number=number))

    def tree(self, session=1, tree=1, path="\\\\10.66.0.1\\Public"):
        request = smb2.tree_connect_request(path)
        yield from self.exchange(smb2.TREE_CONNECT, request, smb2.tree_connect_response(), session, tree)

    def ready(self, dialect="2.1"):
        """A connection with a logon and a share."""
        yield from self.open()
        yield from self.negotiate(dialect)
        yield from self.log_on()
        yield from self.tree()

    def create(self, name, file, session=1, tree=1):
        yield from self.exchange(smb2.CREATE, smb2.create_request(name), smb2.create_response((file, file)), session, tree)

    def write(self, file, offset, data):
        charge = max(1, (len(data) - 1) // 65_536 + 1)
        request = smb2.write_request((file, file), offset, data)
        yield from self.exchange(smb2.WRITE, request, smb2.write_response(len(data)), charge=charge)

    def close_file(self, file):
        yield from self.exchange(smb2.CLOSE, smb2.close_request((file, file)), smb2.close_response())

    def written(self, name, file, content):
        yield from self.create(name, file)
        yield from self.write(file, 0, content)
        yield from self.close_file(file)


def ready(port=40_000, dialect="2.1"):
    line = Line(port)
    return line, line.ready(dialect)


def port_of(number):
    """Further connections of one client: its ports, then those of the next of the server's ports."""
    return {"port": 1_024 + number % 60_000, "server_port": (445, 139)[number // 60_000 % 2]}


def client_of(number):
    return wire.Host(f"10.{67 + (number >> 16)}.{number >> 8 & 0xFF}.{number & 0xFF}")


# ---- connections -----------------------------------------------------------------------------------------------------


def half_open(size):
    """SYNs that nobody answers, of one client as far as its ports go."""
    for number in range(size):
        client = ATTACKER if number < 120_000 else client_of(number // 120_000)
        yield Line(client=client, **port_of(number)).frame(True, SYN)


def spoofed_half_open(size):
    """SYNs that nobody answers, each of another client."""
    for number in range(size):
        yield Line(40_000, client_of(number)).frame(True, SYN)


def connections(size):
    """Connections that speak SMB and stay."""
    for number in range(size):
        line = Line(client=ATTACKER if number < 120_000 else client_of(number // 120_000), **port_of(number))
        yield from line.open()
        yield from line.negotiate()


def announced_records(size):
    """NBSS records of 16 MiB announced on many connections, a WRITE in each, of which nothing more comes."""
    for number in range(size):
        line = Line(client=ATTACKER, **port_of(number))
        yield from line.open()
        request = line.request(smb2.WRITE, smb2.write_request((number, 1), 0, bytes(64)))
        yield from line.send(True, struct.pack(">I", 0xFFFFFF) + request[4:])


def half_heads(size):
    """Heads of CREATEs whose name is cut: each waits for the rest."""
    name = "n" * LONGEST_NAME
    for number in range(size):
        line = Line(**port_of(number))
        yield from line.open()
        yield from line.send(True, line.request(smb2.CREATE, smb2.create_request(name))[:-100])


def holes(size):
    """Data behind a hole on many connections, 64 KiB on each."""
    block = bytes(SEGMENT)
    for number in range(size):
        line = Line(**port_of(number))
        yield from line.open()
        yield from line.send(True, line.request(smb2.WRITE, smb2.write_request((1, 1), 0, bytes(1_000))))
        line.skip(True, 100)
        yield line.frame(True, ACK, block)


def tiny_segments_behind_holes(size):
    """Segments of one byte, each behind a hole of its own, backwards."""
    for number in range(size):
        place = number % 4_000
        if place == 0:
            line = Line(**port_of(number // 4_000))
            yield from line.open()
            yield from line.send(True, bytes(4))  # a session message of no length
        yield line.frame(True, ACK, b"x", line.next[True] + 2 * (4_000 - place) & 0xFFFFFFFF)


def noise(size):
    """Streams that are no SMB at all: the framer searches, byte by byte."""
    block = random.Random(1).randbytes(SEGMENT)
    for number in range(size):
        if number % 100 == 0:
            line = Line(**port_of(number // 100))
            yield from line.open()
        yield from line.send(True, block)


def fragments(size):
    """First fragments of IP datagrams that never end, with 1,400 bytes each."""
    body = bytes(1_400)
    for number in range(size):
        header = wire.ipv4(ATTACKER.packed, TARGET.packed, 6, body, number & 0xFFFF, 0x2000)
        yield TARGET.mac + ATTACKER.mac + b"\x08\0" + header


# ---- sessions, tree connects, opens ----------------------------------------------------------------------------------


def opens(size):
    """Opens on one connection that are never closed."""
    line, begin = ready()
    yield from begin
    for number in range(size):
        yield from line.create(f"open{number}.dat", number + 1)


def sessions(size):
    """Logons on one connection, each with a tree connect."""
    line = Line(40_000)
    yield from line.open()
    yield from line.negotiate()
    for number in range(1, size + 1):
        yield from line.log_on(number, f"user{number}")
        yield from line.tree(number)


def trees(size):
    """Tree connects of one session."""
    line, begin = ready()
    yield from begin
    for number in range(size):
        yield from line.tree(tree=number + 2, path=f"\\\\10.66.0.1\\share{number}")


def pending(size):
    """Requests that nobody answers, 8,000 on each connection."""
    for number in range(size):
        if number % 8_000 == 0:
            line, begin = ready(1_024 + number // 8_000)
            yield from begin
        yield from line.send(True, line.request(smb2.CREATE, smb2.create_request(f"pending{number}.dat")))


def answers_alone(size):
    """Answers whose requests never come."""
    line, begin = ready()
    yield from begin
    for number in range(size):
        yield from line.send(False, line.answer(smb2.WRITE, smb2.write_response(100), number=1_000 + number))


def compound(size):
    """One message of many requests."""
    line, begin = ready()
    yield from begin
    pdus = [smb2.Pdu(smb2.CREATE, smb2.create_request(f"{number:06}"), 10 + number, 1, 1) for number in range(size)]
    yield from line.send(True, smb2.netbios(smb2.chained(pdus)))


def long_names(size):
    """Opens under names as long as can be, never closed."""
    line, begin = ready()
    yield from begin
    for number in range(size):
        yield from line.create(f"{number:06}".ljust(LONGEST_NAME - 1, "\u4e16"), number + 1)


def long_shares(size):
    """Tree connects to shares with names as long as can be."""
    line, begin = ready()
    yield from begin
    for number in range(size):
        yield from line.tree(tree=number + 2, path="\\\\10.66.0.1\\" + f"{number:06}".ljust(32_000, "\u4e16"))


def long_users(size):
    """Logons of users with names as long as can be."""
    line = Line(40_000)
    yield from line.open()
    yield from line.negotiate()
    for number in range(1, size + 1):
        yield from line.log_on(number, f"{number:06}".ljust(30_000, "\u4e16"))


def long_pending(size):
    """Requests with names as long as can be that nobody answers."""
    for number in range(size):
        if number % 8_000 == 0:
            line, begin = ready(1_024 + number // 8_000)
            yield from begin
        name = f"{number:06}".ljust(LONGEST_NAME - 1, "\u4e16")
        yield from line.send(True, line.request(smb2.CREATE, smb2.create_request(name)))


def channels(size):
    """Connections bound to one session that say no more; opens are closed on the first meanwhile."""
    first, begin = ready(dialect="3.0")
    yield from begin
    for number in range(size):
        line = Line(1_024 + number % 30_000)
        yield from line.open()
        yield from line.negotiate("3.0")
        yield from line.log_on(binding=True)
        yield from first.create(f"c{number}", number + 1)
        yield from first.close_file(number + 1)


def encrypted_sessions(size):
    """Connections of which one encrypted message is seen: a record each."""
    for number in range(size):
        line = Line(**port_of(number))
        yield from line.open()
        header = struct.pack("<4s16s16sIHHQ", b"\xfdSMB", bytes(16), bytes(16), 100, 0, 1, number + 1)
        yield from line.send(True, smb2.netbios(header + bytes(100)))
        yield from line.close()


def resume_keys(size):
    """Resume keys for server-side copies, all of one open."""
    line, begin = ready()
    yield from begin
    yield from line.create("source", 1)
    for number in range(size):
        yield from line.exchange(
            smb2.IOCTL,
            smb2.ioctl_request((1, 1), smb2.FSCTL_REQUEST_RESUME_KEY, b""),
            smb2.ioctl_response((1, 1), smb2.FSCTL_REQUEST_RESUME_KEY, struct.pack("<QQQI", number, 1, 1, 0)),
        )


# ---- files -----------------------------------------------------------------------------------------------------------


def backward_writes(size):
    """Files in flight at once, each of 64 MiB in WRITEs of 1 MiB from its end to its start."""
    line, begin = ready()
    yield from begin
    for file in range(1, size + 1):
        yield from line.create(f"backward{file}.exe", file)
    block = random.Random(2).randbytes(1 << 20)
    for offset in range(63 << 20, -1, -1 << 20):
        for file in range(1, size + 1):
            yield from line.write(file, offset, block)


def ranges_of_one_byte(size):
    """Files of ranges of one byte, in an order without order, 20,000 ranges each."""
    line, begin = ready()
    yield from begin
    order = list(range(20_000))
    random.Random(3).shuffle(order)
    for number in range(size):
        file, place = number // 20_000 + 1, number % 20_000
        if place == 0:
            yield from line.create(f"ranges{file}.exe", file)
        yield from line.write(file, 2 * order[place], b"M")


def rewritten_heads(size):
    """One program whose head is written over and over: hashing it anew each time would be the attacker's lever."""
    line, begin = ready()
    yield from begin
    content = pe.program(8 << 20)
    yield from line.create("rewritten.exe", 1)
    for at in range(0, len(content), 1 << 20):
        yield from line.write(1, at, content[at : at + (1 << 20)])
    for number in range(size):
        yield from line.write(1, number % 1_000, b"MZ")


def programs(size):
    """Small programs, each another one, opened, written and closed."""
    line, begin = ready()
    yield from begin
    content = bytearray(pe.program(2_048))
    for number in range(1, size + 1):
        struct.pack_into("<I", content, 0x400, number)
        yield from line.written(f"program{number}.exe", number, bytes(content))


def empty_reports(size):
    """Files of one byte under names as long as can be, all within one second: a record each."""
    line, begin = ready()
    yield from begin
    for number in range(1, size + 1):
        yield from line.written(f"{number:06}".ljust(LONGEST_NAME - 1, "\u4e16"), number, b"x")


def files(size):
    """Files of one byte that stay open."""
    line, begin = ready()
    yield from begin
    for number in range(1, size + 1):
        yield from line.create(f"file{number}", number)
        yield from line.write(number, 0, b"x")


def renames(size):
    """One file that is renamed over and over, under names as long as can be."""
    line, begin = ready()
    yield from begin
    yield from line.create("renamed.exe", 1)
    yield from line.write(1, 0, pe.program(2_048))
    for number in range(size):
        name = f"{number:06}".ljust(30_000, "\u4e16")
        yield from line.exchange(
            smb2.SET_INFO,
            smb2.set_info_request((1, 1), smb2.FILE_RENAME, smb2.rename_information(name)),
            smb2.set_info_response(),
        )


def spoofed_writers(size):
    """Clients of which each writes one program."""
    content = bytearray(pe.program(2_048))
    for number in range(1, size + 1):
        line = Line(40_000, client_of(number))
        yield from line.ready()
        struct.pack_into("<I", content, 0x400, number)
        yield from line.create(f"program{number}.exe", 1)
        yield from line.write(1, 0, bytes(content))


def program_heads(size):
    """Programs with 96 sections and tables that lead everywhere, from which nothing comes but the first 4 KiB."""
    line, begin = ready()
    yield from begin
    optional = struct.pack("<H22xI", 0x20B, 0x1000).ljust(112, b"\0") + struct.pack("<II", 0x1000, 0x7FFFFFF0) * 16
    sections = b"".join(
        struct.pack("<8sIIIIIIHHI", b"s%d" % at, 0x7FFFFFFF, 0x1000 * at, 0x7FFFFFFF, 0x200, 0, 0, 0, 0, 0x60000020)
        for at in range(96)
    )
    head = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x40)
    head += b"PE\0\0" + struct.pack("<HHIIIHH", 0x8664, 96, 0, 0, 0, len(optional), 0x22) + optional + sections
    head = head.ljust(4_608, b"\x41")
    for number in range(1, size + 1):
        yield from line.written(f"head{number}.exe", number, head[:-8] + struct.pack("<Q", number))


# ---- SMB1 ------------------------------------------------------------------------------------------------------------

WORDS_OF_NT_CREATE = struct.Struct("<BBHBHIIIQIIIIIB")


def smb1_message(command, body, mid, tree=7, user=100, answer=False):
    flags2 = smb1.STATUS32 | smb1.LONG_NAMES | smb1.UNICODE
    flags = 0x98 if answer else 0x18
    header = struct.pack(
        "<4sBIBHH8sHHHHH", b"\xffSMB", command, 0, flags, flags2, 0, bytes(8), 0, tree, 0xFEFF, user, mid
    )
    return smb2.netbios(header + body)


def smb1_create(line, name, fid, mid, tree=7, user=100, answered=True):
    packed = smb2.utf16(name + "\0")
    asked = WORDS_OF_NT_CREATE.pack(0xFF, 0, 0, 0, len(packed), 0x10, 0, 0x0012019F, 0, 0x80, 7, 5, 0x40, 2, 3)
    yield from line.send(
        True, smb1_message(smb1.NT_CREATE_ANDX, smb1.block(asked, b"\0" + packed), mid, tree, user)
    )
    if answered:
        told = struct.pack("<BBHBHIQQQQIQQHHB", 0xFF, 0, 0, 0, fid, 2, 0, 0, 0, 0, 0x80, 0, 0, 0, 7, 0)
        yield from line.send(False, smb1_message(smb1.NT_CREATE_ANDX, smb1.block(told), mid, tree, user, True))


def smb1_tree(line, path, tree, mid, user=100):
    words = struct.pack("<BBHHH", 0xFF, 0, 0, 8, 1)
    data = b"\0" + smb2.utf16(path + "\0") + b"?????\0"
    yield from line.send(True, smb1_message(smb1.TREE_CONNECT_ANDX, smb1.block(words, data), mid, 0, user))
    told = struct.pack("<BBHHII", 0xFF, 0, 0, 1, 0x001F01FF, 0x001F01FF)
    answer = smb1.block(told, b"A:\0NTFS\0")
    yield from line.send(False, smb1_message(smb1.TREE_CONNECT_ANDX, answer, mid, tree, user, True))


def smb1_opens(size):
    """SMB1 opens that are never closed, 60,000 on each connection."""
    for number in range(size):
        if number % 60_000 == 0:
            line = Line(1_024 + number // 60_000)
            yield from line.open()
            yield from smb1_tree(line, "\\\\10.66.0.1\\Public", 7, 1)
        yield from smb1_create(line, f"\\open{number}", number % 60_000 + 1, number % 60_000 + 2)


def smb1_pending(size):
    """SMB1 requests that nobody answers, 8,000 on each connection."""
    for number in range(size):
        if number % 8_000 == 0:
            line = Line(1_024 + number // 8_000)
            yield from line.open()
            yield from smb1_tree(line, "\\\\10.66.0.1\\Public", 7, 1)
        yield from smb1_create(line, f"\\pending{number}", 0, number % 8_000 + 2, answered=False)


def smb1_sessions(size):
    """Users and tree connects of SMB1, 60,000 on each connection."""
    for number in range(size):
        place = number % 60_000
        if place == 0:
            line = Line(1_024 + number // 60_000)
            yield from line.open()
        yield from smb1_tree(line, f"\\\\10.66.0.1\\share{number}", place + 1, place + 1, place + 1)


def smb1_chain(size):
    """One SMB1 message of many parts: an AndX chain of as many READs as 64 KiB of offsets reach."""
    parts = b""
    for place in range(2_700):
        at = 32 + (place + 1) * 24
        parts += struct.pack("<BBBHH", 10, 0x2E, 0, at, 1).ljust(24, b"\0")
    for number in range(size):
        if number % 1_000 == 0:
            line = Line(1_024 + number // 1_000)
            yield from line.open()
        yield from line.send(True, smb1_message(0x2E, parts, number & 0xFFFF))


def nothing(size):
    """No attack at all, to compare with."""
    return iter(())


ATTACKS = {
    "nothing": (nothing, 0),
    "half-open": (half_open, 2_000_000),
    "spoofed-half-open": (spoofed_half_open, 1_000_000),
    "connections": (connections, 300_000),
    "opens": (opens, 500_000),
    "backward-writes": (backward_writes, 200),
    "fragments": (fragments, 100_000),
    "compound": (compound, 100_000),
    "sessions": (sessions, 300_000),
    "trees": (trees, 1_000_000),
    "pending": (pending, 1_000_000),
    "answers-alone": (answers_alone, 500_000),
    "long-names": (long_names, 40_000),
    "long-shares": (long_shares, 40_000),
    "long-users": (long_users, 40_000),
    "long-pending": (long_pending, 40_000),
    "channels": (channels, 100_000),
    "encrypted-sessions": (encrypted_sessions, 200_000),
    "resume-keys": (resume_keys, 500_000),
    "announced-records": (announced_records, 100_000),
    "half-heads": (half_heads, 50_000),
    "holes": (holes, 30_000),
    "tiny-segments-behind-holes": (tiny_segments_behind_holes, 1_000_000),
    "noise": (noise, 50_000),
    "ranges-of-one-byte": (ranges_of_one_byte, 1_000_000),
    "rewritten-heads": (rewritten_heads, 100_000),
    "programs": (programs, 200_000),
    "program-heads": (program_heads, 50_000),
    "files": (files, 300_000),
    "empty-reports": (empty_reports, 20_000),
    "renames": (renames, 20_000),
    "spoofed-writers": (spoofed_writers, 200_000),
    "smb1-opens": (smb1_opens, 500_000),
    "smb1-pending": (smb1_pending, 500_000),
    "smb1-sessions": (smb1_sessions, 300_000),
    "smb1-chain": (smb1_chain, 5_000),
}


def by(client, frames, instead=ATTACKER.packed):
    """The same frames of another client."""
    for frame in frames:
        yield frame[:26] + frame[26:34].replace(instead, client) + frame[34:]


def everything(size):
    """All of the others at once, each by a host of its own and in so many thousandths of its size: all tables are full."""
    makers = [
        by(wire.Host(f"10.66.1.{number}").packed, maker(max(1, standard * size // 1_000)))
        for number, (maker, standard) in enumerate(ATTACKS.values())
        if maker is not everything
    ]
    while makers:
        for maker in list(makers):
            taken = list(itertools.islice(maker, 50))
            yield from taken
            if not taken:
                makers.remove(maker)


ATTACKS["everything"] = (everything, 200)

# ---- the capture -----------------------------------------------------------------------------------------------------


def write(out, frames):
    out.write(struct.pack("<IHHiIII", 0xA1B23C4D, 2, 4, 0, 0, 262_144, wire.ETHERNET))
    for nanos, frame in frames:
        out.write(struct.pack("<IIII", nanos // 1_000_000_000, nanos % 1_000_000_000, len(frame), len(frame)))
        out.write(frame)


def alone(frames):
    for number, frame in enumerate(frames):
        yield wire.START_NANOS + number * STEP_NANOS, frame


def recorded(paths):
    """Times and frames of made cases, one after the other, each with a client of its own."""
    shift = nanos = 0
    usual = wire.Host(CLIENT).packed
    for number, path in enumerate(paths):
        client = usual[:2] + bytes([number + 1]) + usual[3:]
        data = pathlib.Path(path).read_bytes()
        at = 24
        while at < len(data):
            seconds, rest, kept, _ = struct.unpack_from("<IIII", data, at)
            nanos = shift + seconds * 1_000_000_000 + rest
            yield nanos, next(by(client, [data[at + 16 : at + 16 + kept]], usual))
            at += 16 + kept
        shift = nanos + BETWEEN_NANOS - wire.START_NANOS


def among(good, frames, count):
    """The attack's frames: half of them just before the first good one, the rest shared out between the good ones."""
    good = list(good)
    half = count // 2
    first = good[0][0] - (half + 1) * STEP_NANOS
    for number in range(half):
        yield first + number * STEP_NANOS, next(frames)
    left, gaps = count - half, len(good) - 1
    for number in range(gaps):
        nanos = good[number][0]
        yield good[number]
        here = left * (number + 1) // gaps - left * number // gaps
        for place in range(here):
            yield nanos + (good[number + 1][0] - nanos) * place // here, next(frames)
    yield good[-1]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("name", nargs="?", choices=ATTACKS)
    parser.add_argument("--size", type=int)
    parser.add_argument("--among", nargs="+")
    parser.add_argument("--list", action="store_true")
    asked = parser.parse_args()
    if asked.list or asked.name is None:
        print("\n".join(name for name in ATTACKS if name != "nothing"))
        return
    maker, size = ATTACKS[asked.name]
    size = size if asked.size is None else asked.size
    if asked.among:
        count = sum(1 for _ in maker(size))
        frames = among(recorded(asked.among), iter(maker(size)), count)
    else:
        frames = alone(maker(size))
    try:
        write(sys.stdout.buffer, frames)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        sys.exit("the reader went away")


main()
