"""Arguments in NDR64, as between two Windows hosts of 64 bits."""

from maker import rpc


def make(case):
    services = rpc.Services(case.session().tree("IPC$", share_type=2), wide=True)
    handle = services.create("Wide", "C:\\Tools\\wide.exe", "A wide service")
    rpc.expect_execution(
        case, "service", "created", "Wide", "C:\\Tools\\wide.exe", smb__execution__display_name="A wide service"
    )
    services.start(handle)
    rpc.expect_execution(case, "service", "started", "Wide", "C:\\Tools\\wide.exe")
