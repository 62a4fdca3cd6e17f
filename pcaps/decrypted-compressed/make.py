"""Messages that are compressed, and then encrypted (AES-256-GCM, dialect 3.1.1).

[MS-SMB2] 3.1.4.4: a sender compresses first. The data of the WRITEs are in plain LZ77; the other messages are only
encrypted.
"""

from maker import compress
from maker.pe import program, wordy


def make(case):
    case.accounts()
    share = case.share(dialect="3.1.1", cipher="AES-256-GCM")
    file = share.create("copied.exe")
    share.session.channel.wrap = packed
    file.write_all(wordy(program()))
    share.session.channel.wrap = bytes
    file.close()
    case.expect_write(file, smb__encrypted=True)


def packed(message):
    if len(message) < 1_000:
        return message
    return compress.unchained(message, compress.LZ77, compress.WRITE_HEAD)
