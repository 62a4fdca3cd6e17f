"""A service that is there gets another binary and is started; that of another folder is told without the alert."""

from maker import rpc


def make(case):
    session = case.session()
    rpc.written_program(case, session, "Temp\\spool.exe")
    services = rpc.Services(session.tree("IPC$", share_type=2), transacts=False)
    handle = services.open("Spooler")
    path = '"C:\\Windows\\Temp\\spool.exe" -k'
    services.change(handle, path)
    rpc.expect_execution(case, "service", "changed", "Spooler", path, file__path="Temp\\spool.exe")
    rpc.expect_graver(case, "Temp\\spool.exe", via="service", act="changed", name="Spooler")
    services.start(handle)
    rpc.expect_execution(case, "service", "started", "Spooler", path, file__path="Temp\\spool.exe")
    other = services.create("Other", "C:\\Elsewhere\\spool.exe")
    rpc.expect_execution(case, "service", "created", "Other", "C:\\Elsewhere\\spool.exe", file=None, sharetap=None)
    services.close_handle(other)
