"""The data of the WRITEs are compressed with LZ77 and Huffman codes (0xFC, unchained, behind the WRITE's own head).

[MS-SMB2] 2.2.42.1, [MS-XCA] 2.1 and 2.2.
"""

from maker import compress


def make(case):
    compress.write_program(case, compress.LZ77_HUFFMAN)
