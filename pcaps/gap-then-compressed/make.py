"""Behind missing segments a compressed message is found again, and behind it those that are not compressed."""

from maker.gap import compressed, lost_write
from maker.pe import program


def make(case):
    share = case.share(dialect="3.1.1")
    lost = share.create("lost.exe")
    lost_write(lost)
    compressed(share.session, b"\x5c" * 300)
    file = share.create("found.exe").write_all(program(seed=2))
    file.close()
    lost.close()
    case.expect_blind("desynchronised")
    case.expect_blind("compressed")
    case.expect_write(file)
