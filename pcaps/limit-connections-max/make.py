"""A third connection where two are remembered: the one unused for longest is given up, its file reported as it stands."""

from maker.pe import program


def make(case):
    case.limit("connections-max", 2)
    file = case.share().create("first.exe").write_all(program())
    case.expect_write(file, closed=False)
    case.wait(1)
    case.share("Second")
    case.wait(1)
    case.share("Third")
    case.expect_blind("evicted")
    case.expect_anomaly("tcp_connection_evicted")
