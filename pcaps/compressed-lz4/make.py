"""The data of the WRITEs are compressed with LZ4 (0xFC, unchained, behind the WRITE's own head).

[MS-SMB2] 2.2.42.1, LZ4 block format.
"""

from maker import compress


def make(case):
    compress.write_program(case, compress.LZ4)
