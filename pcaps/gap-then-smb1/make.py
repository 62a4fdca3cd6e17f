"""SMB 1: behind missing segments, of which it is not known what was in them, the next message is found again."""

from maker import smb1
from maker.gap import lost_write
from maker.pe import program


def make(case):
    share = smb1.Smb1Share(case)
    lost = share.create("lost.exe")
    lost_write(lost)
    file = share.create("found.exe").write_all(program(seed=2))
    file.close()
    lost.close()
    case.expect_blind("desynchronised")
    case.expect_write(file)
