"""Opens under long names, more than are remembered: the one unused for longest goes, and that is said."""

from maker.pe import program


def make(case):
    case.limit("name-chars-max", 500)
    share = case.share()
    file = share.create("first.exe").write_all(program())
    case.expect_write(file, closed=False)
    for number in range(4):
        share.create(str(number) * 240 + ".txt")
    case.expect_blind("evicted")
    case.expect_anomaly("smb_opens_full", 2)
