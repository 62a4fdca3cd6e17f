"""Two endpoints are given out where one is followed: calls to the first are not seen."""

from maker import rpc


def make(case):
    case.limit("rpc-endpoints-max", 1)
    session = case.session()
    file = session.tree("Public").create("notes.txt")
    file.write(0, b"nothing of note")
    file.close()
    case.expect_write(file)
    mapper = rpc.Mapper(case)
    mapper.map(rpc.SVCCTL, 49_670)
    mapper.map(rpc.SVCCTL, 49_671)
    rpc.Services(rpc.Tcp(case, 49_670)).create("First", "C:\\Tools\\first.exe")
    rpc.Services(rpc.Tcp(case, 49_671)).create("Second", "C:\\Tools\\second.exe")
    rpc.expect_execution(case, "service", "created", "Second", "C:\\Tools\\second.exe")
    case.expect_anomaly("rpc_endpoints_full")
