"""A CREATE is longer than may be gathered: the file is followed without its name."""

from maker.pe import program


def make(case):
    case.limit("gather-bytes-max", 300)
    file = case.share().create("n" * 120 + ".exe")
    file.write_all(program()).close()
    case.expect_write(file, file__path=None, smb__create_seen=False)
    case.expect_anomaly("smb_head_too_long")
