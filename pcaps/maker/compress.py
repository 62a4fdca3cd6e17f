"""The compression of SMB2 messages, written forwards: [MS-XCA], LZ4's block format, [MS-SMB2] 2.2.42.

Every compressor takes bytes and the references that `references` found, and differs only in how it writes them down.
"""

import heapq
import struct

from maker.pe import program, wordy

NONE, LZNT1, LZ77, LZ77_HUFFMAN, PATTERN_V1, LZ4 = range(6)


def references(content, length_min=3, distance_max=8_192, length_max=1 << 30, start=0, end=None):
    """Content as a list of bytes (int) and references (distance, length), greedily, the newest match of three bytes."""
    end = len(content) if end is None else end
    found, last, at = [], {}, start
    while at < end:
        key = content[at : at + length_min]
        before = last.get(key, -1)
        length = 0
        if len(key) == length_min and 0 < at - before <= distance_max and before >= start and at + length_min <= end:
            length = length_min
            while length < length_max and at + length < end and content[before + length] == content[at + length]:
                length += 1
        if length:
            found.append((at - before, length))
        else:
            found.append(content[at])
        for position in range(at, at + max(1, min(length, 64))):
            last[content[position : position + length_min]] = position
        at += max(1, length)
    return found


def lznt1(content):
    """[MS-XCA] 2.5: a chunk for each 4,096 bytes, as it is where compression does not make it shorter."""
    out = bytearray()
    for start in range(0, len(content), 4_096):
        plain = content[start : start + 4_096]
        packed = lznt1_chunk(plain)
        if len(packed) < len(plain):
            out += struct.pack("<H", 0xB000 | len(packed) - 1) + packed
        else:
            out += struct.pack("<H", 0x3000 | len(plain) - 1) + plain
    return bytes(out)


def lznt1_chunk(plain):
    """The elements of a chunk: how many bits a length may take falls as the chunk goes on, so it is matched here."""
    out, last, at = bytearray(), {}, 0
    while at < len(plain):
        flags_at = len(out)
        out.append(0)
        for bit in range(8):
            if at >= len(plain):
                break
            key = plain[at : at + 3]
            before = last.get(key, -1)
            last[key] = at
            if len(key) < 3 or before < 0:
                out.append(plain[at])
                at += 1
                continue
            length_bits = 16 - max(4, (at - 1).bit_length())
            longest = (1 << length_bits) - 1 + 3
            length = 3
            while length < longest and at + length < len(plain) and plain[before + length] == plain[at + length]:
                length += 1
            out[flags_at] |= 1 << bit
            out += struct.pack("<H", at - before - 1 << length_bits | length - 3)
            at += length
    return bytes(out)


def lz77(content):
    """[MS-XCA] 2.3."""
    out, flags, count, flags_at, half_at = bytearray(4), 0, 0, 0, -1
    for element in references(content):
        if isinstance(element, int):
            out.append(element)
            flags <<= 1
        else:
            distance, length = element[0] - 1, element[1] - 3
            flags = flags << 1 | 1
            out += struct.pack("<H", distance << 3 | min(length, 7))
            if length >= 7:
                half = min(length - 7, 15)
                if half_at < 0:
                    half_at = len(out)
                    out.append(half)
                else:
                    out[half_at] |= half << 4
                    half_at = -1
                if half == 15:
                    out += longer(length - 22, length)
        count += 1
        if count == 32:
            struct.pack_into("<I", out, flags_at, flags)
            flags, count, flags_at = 0, 0, len(out)
            out += bytes(4)
    struct.pack_into("<I", out, flags_at, flags << 32 - count | (1 << 32 - count) - 1)
    return bytes(out)


def longer(left, whole):
    """What a length is written in when its bits are all set: one byte of the rest, else the whole in two or four."""
    if left < 255:
        return struct.pack("<B", left)
    return struct.pack("<BH", 255, whole) if whole < 65_536 else struct.pack("<BHI", 255, 0, whole)


def lz77_huffman(content, as_the_end=False):
    """[MS-XCA] 2.1: blocks of 65,536 bytes, each with its codes.

    as_the_end: a reference of distance 1 and length 3, whose symbol 256 is also the mark of the end, is written as one.
    tshark 4.0 takes it for the end wherever it stands."""
    out = bytearray()
    starts = range(0, len(content), 65_536)
    for start in starts:
        end = min(start + 65_536, len(content))
        elements = references(content, distance_max=65_535, start=start, end=end)
        if not as_the_end:
            elements = without_the_end(elements, content, start)
        symbols = [element if isinstance(element, int) else symbol_of(*element) for element in elements]
        if start == starts[-1]:
            symbols.append(256)  # the end
            elements.append(None)
        lengths = code_lengths(symbols)
        out += bytes(lengths[i] | lengths[i + 1] << 4 for i in range(0, 512, 2))
        out += bit_stream(elements, symbols, lengths)
    return bytes(out)


def without_the_end(elements, content, at):
    """The elements, but bytes for references of distance 1 and length 3."""
    out = []
    for element in elements:
        length = element[1] if isinstance(element, tuple) else 1
        out += content[at : at + length] if element == (1, 3) else [element]
        at += length
    return out


def symbol_of(distance, length):
    return 256 + (distance.bit_length() - 1 << 4) + min(length - 3, 15)


def code_lengths(symbols):
    """Huffman's lengths, 15 bits at most: rarer symbols count for more until that holds."""
    counts = {}
    for symbol in symbols:
        counts[symbol] = counts.get(symbol, 0) + 1
    while len(counts) < 2:
        counts[next(other for other in (0, 1) if other not in counts)] = 1
    while True:
        heap = [(count, symbol, (symbol,)) for symbol, count in counts.items()]
        heapq.heapify(heap)
        lengths = [0] * 512
        while len(heap) > 1:
            one, other = heapq.heappop(heap), heapq.heappop(heap)
            for symbol in one[2] + other[2]:
                lengths[symbol] += 1
            heapq.heappush(heap, (one[0] + other[0], min(one[1], other[1]), one[2] + other[2]))
        if max(lengths) <= 15:
            return lengths
        counts = {symbol: count // 2 + 1 for symbol, count in counts.items()}


def bit_stream(elements, symbols, lengths):
    """Codes in words of 16 bits, two of which are always kept open; bytes of lengths go behind them."""
    codes, code = {}, 0
    for length in range(1, 16):
        for symbol in range(512):
            if lengths[symbol] == length:
                codes[symbol] = code
                code += 1
        code <<= 1
    out, open_at, word, free = bytearray(4), [0, 2], 0, 16

    def write(count, value):
        nonlocal word, free
        if count <= free:
            word, free = word << count | value, free - count
            return
        over = count - free
        struct.pack_into("<H", out, open_at.pop(0), (word << free | value >> over) & 0xFFFF)
        open_at.append(len(out))
        out.extend(bytes(2))
        word, free = value & (1 << over) - 1, 16 - over

    for element, symbol in zip(elements, symbols):
        write(lengths[symbol], codes[symbol])
        if isinstance(element, tuple):
            distance, length = element[0], element[1] - 3
            if length >= 15:
                out += longer(length - 15, length)
            bits = distance.bit_length() - 1
            write(bits, distance - (1 << bits))
    struct.pack_into("<H", out, open_at[0], word << free & 0xFFFF)
    return bytes(out)


def lz4(content):
    """A block of LZ4; the last five bytes are as they are, and no reference begins in the last twelve."""
    out, plain = bytearray(), bytearray()
    body = max(0, len(content) - 12)

    def more(length):
        while length >= 255:
            out.append(255)
            length -= 255
        out.append(length)

    def sequence(reference):
        length = reference[1] - 4 if reference else 0
        out.append(min(len(plain), 15) << 4 | min(length, 15))
        if len(plain) >= 15:
            more(len(plain) - 15)
        out.extend(plain)
        plain.clear()
        if reference:
            out.extend(struct.pack("<H", reference[0]))
            if length >= 15:
                more(length - 15)

    for element in references(content, length_min=4, distance_max=65_535, end=body):
        if isinstance(element, int):
            plain.append(element)
        else:
            sequence(element)
    plain += content[body:]
    sequence(None)
    return bytes(out)


COMPRESSORS = {LZNT1: lznt1, LZ77: lz77, LZ77_HUFFMAN: lz77_huffman, LZ4: lz4, NONE: bytes}


def unchained(message, algorithm, offset=0):
    """[MS-SMB2] 2.2.42.1: the first `offset` bytes as they are, the others compressed."""
    header = struct.pack("<4sIHHI", b"\xfcSMB", len(message) - offset, algorithm, 0, offset)
    return header + message[:offset] + COMPRESSORS[algorithm](message[offset:])


def chained(*parts):
    """[MS-SMB2] 2.2.42.2: parts of (algorithm, bytes), each with a payload header of its own."""
    out = struct.pack("<4sI", b"\xfcSMB", sum(len(plain) for _, plain in parts))
    for number, (algorithm, plain) in enumerate(parts):
        flags = 1 if number == 0 else 0
        if algorithm == PATTERN_V1:
            payload = struct.pack("<BBHI", plain[0], 0, 0, len(plain))
        elif algorithm == NONE:
            payload = plain
        else:
            payload = struct.pack("<I", len(plain)) + COMPRESSORS[algorithm](plain)
        out += struct.pack("<HHI", algorithm, flags, len(payload)) + payload
    return out


WRITE_HEAD = 64 + 48  # SMB2's header and the fixed part of a WRITE


def write_program(case, algorithm):
    """A program is written to a share; the data of its WRITEs are compressed, unchained, their heads are not."""

    def packed(message):
        return unchained(message, algorithm, WRITE_HEAD) if len(message) > 1_000 else message

    share = case.share(dialect="3.1.1")
    file = share.create("copied.exe")
    share.session.channel.wrap = packed
    file.write_all(wordy(program()))
    share.session.channel.wrap = bytes
    file.close()
    case.expect_write(file)
