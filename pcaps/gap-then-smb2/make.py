"""Behind missing segments, of which it is not known what was in them, an SMB 2 message is found again.

The capture goes on in the middle of a WRITE; the next message is a CREATE.
"""

from maker.gap import lost_write
from maker.pe import program


def make(case):
    share = case.share()
    lost = share.create("lost.exe")
    lost_write(lost)
    file = share.create("found.exe").write_all(program(seed=2))
    file.close()
    lost.close()
    case.expect_blind("desynchronised")
    case.expect_write(file)
