"""A call that finds no memory in which to be put together: it is not read, the next one is."""

from maker import rpc


def make(case):
    case.limit("rpc-bytes-max", 400)
    services = rpc.Services(case.session().tree("IPC$", share_type=2))
    services.create("Long", "C:\\" + "x" * 200 + ".exe")
    services.create("Short", "C:\\x.exe")
    rpc.expect_execution(case, "service", "created", "Short", "C:\\x.exe")
    case.expect_anomaly("rpc_memory_full")
