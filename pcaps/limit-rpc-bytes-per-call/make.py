"""A call in fragments that are longer together than may be put together: it is not read, the next one is."""

from maker import rpc


def make(case):
    case.limit("rpc-bytes-per-call", 300)
    services = rpc.Services(case.session().tree("IPC$", share_type=2), fragment=100)
    services.create("Long", "C:\\" + "x" * 200 + ".exe")
    services.create("Short", "C:\\x.exe")
    rpc.expect_execution(case, "service", "created", "Short", "C:\\x.exe")
    case.expect_anomaly("rpc_call_too_long")
    case.expect_anomaly("rpc_fragment_invalid", 2)
