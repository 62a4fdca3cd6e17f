"""Three services are open where two handles are remembered: the start of the first does not name it."""

from maker import rpc


def make(case):
    case.limit("rpc-handles-max", 2)
    services = rpc.Services(case.session().tree("IPC$", share_type=2))
    first, *_, last = [services.open(name) for name in ("One", "Two", "Three")]
    services.start(first)
    rpc.expect_execution(case, "service", "started", None)
    services.start(last)
    rpc.expect_execution(case, "service", "started", "Three")
    case.expect_anomaly("rpc_handles_full")
