"""winexe: its service and its pipes."""

from maker import rpc, smb2


def make(case):
    session = case.session()
    rpc.written_program(case, session, "winexesvc.exe")
    pipes = session.tree("IPC$", share_type=2)
    services = rpc.Services(pipes)
    path = "%SystemRoot%\\winexesvc.exe"
    handle = services.create("winexesvc", path)
    rpc.expect_execution(case, "service", "created", "winexesvc", path, "winexe", file__path="winexesvc.exe")
    rpc.expect_graver(case, "winexesvc.exe", act="created", name="winexesvc", command=path)
    services.start(handle)
    rpc.expect_execution(case, "service", "started", "winexesvc", path, "winexe", file__path="winexesvc.exe")
    case.wait(1)
    for pipe in "ahexec", "ahexec_stdin00000001":
        pipes.create(pipe, disposition=smb2.OPEN)
    rpc.expect_execution(case, "pipe", "opened", "winexesvc", path, "winexe", file__path="winexesvc.exe")
    services.delete(handle)
