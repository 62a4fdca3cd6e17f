"""Windows programs made from nothing: the structures of the PE format, filled with bytes that follow from a seed."""

import random
import struct

FILE_ALIGNMENT = 0x200
PAGE = 0x1000


def program(size=20_000, seed=1, compiled=0x5F5E1000):
    """A PE32 of exactly `size` bytes (1,536 at least): headers, .text of seeded bytes, .rdata of zeros."""
    text = (size - 0x400) // FILE_ALIGNMENT * FILE_ALIGNMENT - FILE_ALIGNMENT
    rest = size - 0x400 - text
    dos = bytearray(0x80)
    dos[0:2] = b"MZ"
    struct.pack_into("<I", dos, 0x3C, 0x80)  # e_lfanew
    file_header = struct.pack("<HHIIIHH", 0x14C, 2, compiled, 0, 0, 0xE0, 0x0102)
    optional = struct.pack("<HBBIIIIII", 0x10B, 14, 0, text, rest, 0, PAGE, PAGE, PAGE + pages(text))
    optional += struct.pack(
        "<IIIHHHHHHIIIIHHIIIIII",
        0x400000,
        PAGE,
        FILE_ALIGNMENT,
        6,
        0,
        0,
        0,
        6,
        0,
        0,
        PAGE + pages(text) + pages(rest),
        0x400,
        0,
        3,
        0,
        0x100000,
        0x1000,
        0x100000,
        0x1000,
        0,
        16,
    )
    optional += bytes(16 * 8)
    sections = section(b".text", text, PAGE, 0x400, 0x60000020)
    sections += section(b".rdata", rest, PAGE + pages(text), 0x400 + text, 0x40000040)
    head = bytes(dos) + b"PE\0\0" + file_header + optional + sections
    return head.ljust(0x400, b"\0") + random.Random(seed).randbytes(text) + bytes(rest)


def section(name, size, address, offset, flags):
    return struct.pack("<8sIIIIIIHHI", name, size, address, size, offset, 0, 0, 0, 0, flags)


def pages(size):
    return (size + PAGE - 1) // PAGE * PAGE


def wordy(content):
    """The program with text and an even stretch behind its headers, so that it can be compressed."""
    words = b" ".join(b"%d copies of this line went to ADMIN$" % (number * 7 % 40) for number in range(300))
    middle = len(content) // 2
    return content[:0x600] + (words * 2)[: middle - 0x600] + b"\x90" * 3_000 + content[middle + 3_000 :]
