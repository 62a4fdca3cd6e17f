"""TCP segments cut compressed WRITEs where no memory is left to put them together: they stay unread, a blind session."""

from maker import compress
from maker.pe import program


def make(case):
    case.limit("transform-bytes-in-all-max", 4_096)
    case.limit("transform-bytes-max", 16_384)
    share = case.share(dialect="3.1.1")
    file = share.create("cut.exe")
    share.session.channel.wrap = packed
    file.write_all(program())
    share.session.channel.wrap = bytes
    file.close()
    case.expect_blind("compressed")
    case.expect_anomaly("smb_transform_memory_full", 3)
    case.expect_anomaly("smb_head_lost", 3)


def packed(message):
    return compress.unchained(message, compress.NONE, 112) if len(message) > 1_000 else message
