"""The data of the WRITEs are compressed with LZNT1 (0xFC, unchained, behind the WRITE's own head).

[MS-SMB2] 2.2.42.1, [MS-XCA] 2.5.
"""

from maker import compress


def make(case):
    compress.write_program(case, compress.LZNT1)
