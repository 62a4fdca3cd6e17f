"""Every message of the file, requests and answers, is compressed in a chain of algorithms, Pattern_V1 among them.

[MS-SMB2] 2.2.42.2. Without LZ4, which tshark 4.0 does not know: compressed-lz4 has it.
"""

from maker import compress
from maker.pe import program, wordy


def make(case):
    share = case.share(dialect="3.1.1")
    share.session.channel.wrap = packed
    file = share.create("copied.exe").write_all(wordy(program()))
    file.close()
    case.expect_write(file)


def packed(message):
    """The SMB2 header as it is, a quarter of the rest by each algorithm, if that is worth it; bytes that repeat as a pattern."""
    parts, rest = [(compress.NONE, message[:64])], message[64:]
    quarter = len(rest) // 4 + 1
    for number, algorithm in enumerate((compress.LZNT1, compress.LZ77, compress.LZ77_HUFFMAN, None)):
        part = rest[number * quarter : (number + 1) * quarter]
        if not part:
            continue
        if algorithm is None or len(part) < 16:
            algorithm = compress.PATTERN_V1 if part == part[:1] * len(part) else compress.NONE
        parts.append((algorithm, part))
    return compress.chained(*parts)
