"""A fourth open where three are remembered: the one unused for longest goes, is reported as it stands, and that is said."""

from maker.pe import program


def make(case):
    case.limit("opens-max", 3)
    share = case.share()
    file = share.create("first.exe").write_all(program())
    case.expect_write(file, closed=False)
    for number in range(3):
        share.create(f"{number}.txt")
    case.expect_blind("evicted")
    case.expect_anomaly("smb_opens_full")
