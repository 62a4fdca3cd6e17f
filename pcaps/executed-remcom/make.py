"""RemCom: its service, and its pipe with the misspelt name."""

from maker import rpc, smb2


def make(case):
    session = case.session()
    rpc.written_program(case, session, "RemComSvc.exe")
    pipes = session.tree("IPC$", share_type=2)
    services = rpc.Services(pipes)
    path = "%SystemRoot%\\RemComSvc.exe"
    handle = services.create("RemComSvc", path)
    rpc.expect_execution(case, "service", "created", "RemComSvc", path, "RemCom", file__path="RemComSvc.exe")
    rpc.expect_graver(case, "RemComSvc.exe", act="created", name="RemComSvc", command=path)
    services.start(handle)
    rpc.expect_execution(case, "service", "started", "RemComSvc", path, "RemCom", file__path="RemComSvc.exe")
    case.wait(1)
    for pipe in "RemCom_communicaton", "RemCom_stdoutWS664711":
        pipes.create(pipe, disposition=smb2.OPEN)
    rpc.expect_execution(case, "pipe", "opened", "RemCom_communicaton", None, "RemCom", file__path="RemComSvc.exe")
    services.delete(handle)
