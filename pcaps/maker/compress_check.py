"""Writes seeded contents as compressed SMB2 messages, and has the decoders of others say that they are right.

    python3 pcaps/maker/compress_check.py COUNT FIRST_SEED OUT

Needs dissect.util and lznt1 (PyPI) and lz4 (PyPI, or Debian's python3-lz4). COUNT messages go to OUT, each as two lengths of four
bytes (little-endian), the message, the plain message. Every algorithm is written by maker/compress.py; LZNT1 and LZ4
also by the others' compressors. Exits with 1 where a decoder of others gives something else than what was compressed.
"""

import pathlib
import random
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

import lz4.block  # noqa: E402
import lznt1  # noqa: E402
from dissect.util.compression import lz4 as dissect_lz4  # noqa: E402
from dissect.util.compression import lznt1 as dissect_lznt1  # noqa: E402
from dissect.util.compression import lzxpress, lzxpress_huffman  # noqa: E402
from maker import compress  # noqa: E402

SIZES = (0, 1, 2, 3, 12, 60, 300, 300, 900, 900, 2_000, 4_095, 4_096, 4_097, 9_000)
LARGE = (65_535, 65_537, 70_000, 140_000)
LENGTHS = (3, 4, 9, 10, 17, 18, 19, 24, 25, 30, 273, 274, 280, 300, 3_000)


def content(chance):
    """Bytes of one of four kinds: random, one byte, repeats at near and far distances, text."""
    size = chance.choice(LARGE if chance.random() < 0.01 else SIZES)
    kind = chance.random()
    if kind < 0.1:
        return chance.randbytes(size)
    if kind < 0.2:
        return bytes([chance.randrange(256)]) * size
    out = bytearray()
    while len(out) < size:
        if out and chance.random() < 0.6:
            distance, length = chance.randint(1, min(len(out), chance.choice((3, 200, 70_000)))), chance.choice(LENGTHS)
            for _ in range(length):
                out.append(out[-distance])
        elif kind < 0.6:
            out += chance.randbytes(chance.randint(1, 20))
        else:
            out += b" ".join(chance.choice((b"copy", b"the", b"file", b"admin$", b"\r\n")) for _ in range(5))
    return bytes(out[:size])


def huffman_agrees(packed, plain):
    """dissect's decoder stops where its input is read, with up to 32 bits still unused: it is given more, which may end
    in the middle of an element, then less or more is tried; or of a table, at the end of a block: of that it cannot say."""
    for more in range(4, 64):
        try:
            return lzxpress_huffman.decompress(packed + bytes(more))[: len(plain)] == plain
        except (TypeError, IndexError):
            continue
        except ValueError:
            return len(plain) > 65_500
    return False


def packed(chance, algorithm, plain):
    """The content compressed, by whom, and whether others expand it to the same."""
    if algorithm == compress.LZNT1:
        by_others = chance.random() < 0.5
        data = bytes(lznt1.compress(plain)) if by_others else compress.lznt1(plain)
        return data, dissect_lznt1.decompress(data) == plain and bytes(lznt1.decompress(data)) == plain
    if algorithm == compress.LZ77:
        data = compress.lz77(plain)
        return data, lzxpress.decompress(data) == plain
    if algorithm == compress.LZ4:
        data = lz4.block.compress(plain, store_size=False) if chance.random() < 0.5 else compress.lz4(plain)
        expanded = lz4.block.decompress(data, uncompressed_size=len(plain))
        return data, expanded == plain and (not plain or dissect_lz4.decompress(data, len(plain)) == plain)
    data = compress.lz77_huffman(plain, as_the_end=chance.random() < 0.5)
    return data, not plain or huffman_agrees(data, plain)


def main(count, first_seed, out):
    wrong = 0
    with open(out, "wb") as messages:
        for seed in range(first_seed, first_seed + count):
            chance = random.Random(seed)
            algorithm = 1 + seed % 4 if seed % 4 < 3 else compress.LZ4
            plain, head = content(chance), chance.randbytes(chance.choice((0, 64, 112)))
            data, right = packed(chance, algorithm, plain)
            if not right:
                print(f"seed {seed}: others expand algorithm {algorithm} to something else", file=sys.stderr)
                wrong += 1
            message = struct.pack("<4sIHHI", b"\xfcSMB", len(plain), algorithm, 0, len(head)) + head + data
            whole = head + plain
            if chance.random() < 0.5:
                payload = struct.pack("<I", len(plain)) + data
                message = struct.pack("<4sI", b"\xfcSMB", len(head) + len(plain) + 999)
                message += struct.pack("<HHI", compress.NONE, 1, len(head)) + head
                message += struct.pack("<HHI", algorithm, 0, len(payload)) + payload
                message += struct.pack("<HHIBBHI", compress.PATTERN_V1, 0, 8, seed & 0xFF, 0, 0, 999)
                whole += bytes([seed & 0xFF]) * 999
            messages.write(struct.pack("<II", len(message), len(whole)) + message + whole)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
