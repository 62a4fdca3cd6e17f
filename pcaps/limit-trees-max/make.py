"""A third tree connect where two are remembered: one without open files goes, and that is said."""

from maker.pe import program


def make(case):
    case.limit("trees-max", 2)
    content = program()
    share = case.share()
    file = share.create("kept.exe")
    file.write(0, content[:8_000])
    share.session.tree("Second")
    share.session.tree("Third")
    case.expect_blind("evicted")
    case.wait(1)
    file.write(8_000, content[8_000:])
    file.close()
    case.expect_write(file)
    case.expect_anomaly("smb_trees_full")
