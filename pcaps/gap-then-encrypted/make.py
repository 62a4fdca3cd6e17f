"""Behind missing segments an encrypted message is found again, and behind it those that are not encrypted.

Encryption is for each share to decide ([MS-SMB2] 3.3.5.7), so that both kinds share a connection.
"""

from maker.gap import encrypted, lost_write
from maker.pe import program


def make(case):
    share = case.share(dialect="3.1.1")
    lost = share.create("lost.exe")
    lost_write(lost)
    for _ in range(2):
        encrypted(share.session, b"\x5c" * 300)
    file = share.create("found.exe").write_all(program(seed=2))
    file.close()
    lost.close()
    case.expect_blind("desynchronised")
    case.expect_blind("encrypted")
    case.expect_write(file)
