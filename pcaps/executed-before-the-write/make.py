"""A service is created and started first, then its program is written: the alert itself says that it was run."""

from maker import rpc
from maker.pe import program


def make(case):
    session = case.session()
    services = rpc.Services(session.tree("IPC$", share_type=2))
    path = "C:\\Windows\\Temp\\late.exe"
    handle = services.create("Late", path)
    rpc.expect_execution(case, "service", "created", "Late", path, sharetap=None)
    services.start(handle)
    rpc.expect_execution(case, "service", "started", "Late", path, sharetap=None)
    case.wait(30)
    file = session.tree("ADMIN$").create("Temp\\late.exe").write_all(program()).close()
    case.expect_write(file, alert=("highly_suspicious_destination", 73))
    case.lines[-1]["sharetap"] = {
        "execution": {"observed": True, "via": "service", "act": "started", "name": "Late", "command": path}
    }
