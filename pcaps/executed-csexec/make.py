"""CSExec: its service and its pipe."""

from maker import rpc, smb2


def make(case):
    session = case.session()
    rpc.written_program(case, session, "csexecsvc.exe")
    pipes = session.tree("IPC$", share_type=2)
    services = rpc.Services(pipes)
    path = "%SystemRoot%\\csexecsvc.exe"
    handle = services.create("csexecsvc", path)
    rpc.expect_execution(case, "service", "created", "csexecsvc", path, "CSExec", file__path="csexecsvc.exe")
    rpc.expect_graver(case, "csexecsvc.exe", act="created", name="csexecsvc", command=path)
    services.start(handle)
    rpc.expect_execution(case, "service", "started", "csexecsvc", path, "CSExec", file__path="csexecsvc.exe")
    case.wait(1)
    for pipe in "csexecsvc",:
        pipes.create(pipe, disposition=smb2.OPEN)
    rpc.expect_execution(case, "pipe", "opened", "csexecsvc", path, "CSExec", file__path="csexecsvc.exe")
    services.delete(handle)
