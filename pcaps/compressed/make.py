"""The WRITEs are in compression transforms that compress nothing (0xFC, chained, algorithm NONE).

[MS-SMB2] 2.2.42.2.
"""

from maker import compress
from maker.pe import program


def make(case):
    share = case.share(dialect="3.1.1")
    file = share.create("compressed.exe")
    share.session.channel.wrap = packed
    file.write_all(program())
    share.session.channel.wrap = bytes
    file.close()
    case.expect_write(file)


def packed(message):
    return compress.chained((compress.NONE, message)) if len(message) > 1_000 else message
