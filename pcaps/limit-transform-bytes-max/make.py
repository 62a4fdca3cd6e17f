"""A compressed WRITE expands to more than is allowed, another message is itself too long: both are refused, a blind session."""

from maker import compress
from maker.pe import program, wordy


def make(case):
    case.limit("transform-bytes-max", 4_096)
    share = case.share(dialect="3.1.1")
    file = share.create("large.exe")
    share.session.channel.wrap = packed
    file.write_all(wordy(program()))
    share.session.channel.wrap = bytes
    file.close()
    case.expect_blind("compressed")
    case.expect_anomaly("compression_size_refused", 2)
    case.expect_anomaly("smb_transform_too_long")


def packed(message):
    """The first two as short as they become, the last as it is."""
    if len(message) < 1_000:
        return message
    return compress.unchained(message, compress.LZ77 if len(message) > 5_000 else compress.NONE)
