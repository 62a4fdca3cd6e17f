"""Multiplies recorded rounds over host pairs: traffic.py OUT.pcap BYTES ROUND.pcap:PAIRS…. Prints the rounds in OUT.

Of each ROUND, PAIRS run at a time, each between hosts of its own and a few hundred frames behind the one before it; one
frame of each in turn, as the hosts behind a span port would send them. When a round ends, the next of its kind begins
between new hosts, so no connection is seen twice; when OUT has BYTES no other begins. Addresses are rewritten, checksums
with them (RFC 1624); times go on evenly, and rounds of one kind take as long as when they were recorded. IPv4 over
Ethernet only; other frames (ARP) are left out.
"""

import struct
import sys

GLOBAL_HEADER = 24
RECORD_HEADER = 16
ETHERNET = 14
BEHIND = 397  # frames; a prime, so that rounds do not do the same at the same time
NANOS = 1_000_000_000


def read_round(path):
    """Frames of IPv4, and the seconds from the first to the last."""
    with open(path, "rb") as capture:
        data = capture.read()
    if struct.unpack_from("<I", data)[0] != 0xA1B23C4D:
        sys.exit(f"{path}: not a little-endian pcap with nanoseconds")
    frames, times, at = [], [], GLOBAL_HEADER
    while at + RECORD_HEADER <= len(data):
        seconds, nanos, captured, length = struct.unpack_from("<IIII", data, at)
        at += RECORD_HEADER
        frame = data[at:at + captured]
        at += captured
        if captured == length and frame[12:14] == b"\x08\x00":
            frames.append(frame)
            times.append(seconds * NANOS + nanos)
    return data[:GLOBAL_HEADER], frames, times[0], times[-1] - times[0]


def ones_sum(words):
    total = sum(words)
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return total


class Pair:
    """The hosts of one round: addresses that stand in for the recorded ones."""

    def __init__(self, number):
        self.number = number
        self.instead = {}

    def patch(self, frame):
        """The frame between this pair's hosts, with checksums that are right if they were."""
        addresses = frame[26:34]
        known = self.instead.get(addresses)
        if known is None:
            known = self.instead[addresses] = self.stand_in(addresses)
        new, delta = known
        patched = bytearray(frame)
        patched[26:34] = new
        self.add(patched, ETHERNET + 10, delta)
        protocol, payload = frame[23], ETHERNET + (frame[14] & 15) * 4
        if protocol == 6:
            self.add(patched, payload + 16, delta)
        elif protocol == 17 and frame[payload + 6:payload + 8] != b"\0\0":
            self.add(patched, payload + 6, delta)
        return patched

    def stand_in(self, addresses):
        new = b"".join(bytes((10, 32 + self.number // 256, self.number % 256, host[3]))
                       for host in (addresses[:4], addresses[4:]))
        before = ones_sum(struct.unpack(">4H", addresses))
        after = ones_sum(struct.unpack(">4H", new))
        # ~(~c + ~before + after), RFC 1624: what is to be added to the sum under the complement.
        return new, ones_sum((~before & 0xFFFF, after))

    @staticmethod
    def add(frame, at, delta):
        total = (~((frame[at] << 8) | frame[at + 1]) & 0xFFFF) + delta
        total = ~((total & 0xFFFF) + (total >> 16)) & 0xFFFF
        frame[at], frame[at + 1] = total >> 8, total & 0xFF


def multiply(target, size, kinds):
    """Writes rounds of each kind, (path, pairs); gives how many of each."""
    header, sources, step = None, [], 0
    for path, pairs in kinds:
        header, frames, start, lasts = read_round(path)
        sources.append((frames, pairs, sum(len(frame) + RECORD_HEADER for frame in frames)))
        step += pairs * len(frames) / lasts
    rounds, begun_bytes, running = [0] * len(sources), 0, []

    def begin(kind, at):
        nonlocal begun_bytes
        running.append((kind, Pair(sum(rounds)), at))
        rounds[kind] += 1
        begun_bytes += sources[kind][2]

    for kind, (_, pairs, _) in enumerate(sources):
        for number in range(pairs):
            begin(kind, -number * BEHIND)
    written = 0
    with open(target, "wb", buffering=1 << 20) as out:
        out.write(header)
        while running:
            turn, running = running, []
            for kind, pair, at in turn:
                frames = sources[kind][0]
                if at >= 0:
                    now = start + int(written / step)
                    frame = pair.patch(frames[at])
                    out.write(struct.pack("<IIII", now // NANOS, now % NANOS, len(frame), len(frame)))
                    out.write(frame)
                    written += 1
                if at + 1 < len(frames):
                    running.append((kind, pair, at + 1))
                elif begun_bytes < size:
                    begin(kind, 0)
    return rounds


if __name__ == "__main__":
    asked = [(path, int(pairs)) for path, pairs in (each.rsplit(":", 1) for each in sys.argv[3:])]
    print(*multiply(sys.argv[1], int(sys.argv[2]), asked))
