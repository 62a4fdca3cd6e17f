"""PAExec: service and pipe are named after the process and the host that ask."""

from maker import rpc, smb2


def make(case):
    session = case.session()
    rpc.written_program(case, session, "PAExec-4711-WS66.exe")
    pipes = session.tree("IPC$", share_type=2)
    services = rpc.Services(pipes)
    path = "%SystemRoot%\\PAExec-4711-WS66.exe"
    handle = services.create("PAExec-4711-WS66", path)
    rpc.expect_execution(case, "service", "created", "PAExec-4711-WS66", path, "PAExec", file__path="PAExec-4711-WS66.exe")
    rpc.expect_graver(case, "PAExec-4711-WS66.exe", act="created", name="PAExec-4711-WS66", command=path)
    services.start(handle)
    rpc.expect_execution(case, "service", "started", "PAExec-4711-WS66", path, "PAExec", file__path="PAExec-4711-WS66.exe")
    case.wait(1)
    for pipe in "PAExec-4711-WS66.exe", "PAExecOutWS664711":
        pipes.create(pipe, disposition=smb2.OPEN)
    rpc.expect_execution(case, "pipe", "opened", "PAExec-4711-WS66.exe", None, "PAExec", file__path="PAExec-4711-WS66.exe")
    services.delete(handle)
