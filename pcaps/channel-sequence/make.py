"""Requests of SMB 3 with a ChannelSequence of 3 where answers have their status: it is no error, [MS-SMB2] 2.2.1.2."""

from maker.pe import program


def make(case):
    share = case.share(dialect="3.0")
    share.session.channel_sequence = 3
    file = share.create("sequence.exe")
    file.write_all(program()).close()
    case.expect_write(file)
