"""The data of the WRITEs are compressed with LZ77 and Huffman codes (0xFC, unchained, behind the WRITE's own head).

[MS-SMB2] 2.2.42.1, [MS-XCA] 2.1 and 2.2.
"""

from maker import compress
from maker.pe import program, wordy

WRITE_HEAD = 64 + 48  # SMB2's header and the fixed part of a WRITE


def make(case):
    share = case.share(dialect="3.1.1")
    file = share.create("copied.exe")
    share.session.channel.wrap = packed
    file.write_all(wordy(program()))
    share.session.channel.wrap = bytes
    file.close()
    case.expect_write(file)


def packed(message):
    return compress.unchained(message, compress.LZ77_HUFFMAN, WRITE_HEAD) if len(message) > 1_000 else message
