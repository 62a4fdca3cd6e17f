"""A third session where two are remembered: one without open files goes, and that is said; the file being written stays."""

from maker.pe import program


def make(case):
    case.limit("sessions-max", 2)
    content = program()
    file = case.share().create("kept.exe")
    file.write(0, content[:8_000])
    case.share("Second")
    case.share("Third")
    case.expect_blind("evicted")
    case.wait(1)
    file.write(8_000, content[8_000:])
    file.close()
    case.expect_write(file)
    case.expect_anomaly("smb_sessions_full")
