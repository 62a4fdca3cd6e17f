"""impacket's psexec: RemCom's service under random names; the pipes give it away."""

from maker import rpc, smb2


def make(case):
    session = case.session()
    rpc.written_program(case, session, "kzQwVbXt.exe")
    pipes = session.tree("IPC$", share_type=2)
    services = rpc.Services(pipes, transacts=False)
    path = "%systemroot%\\kzQwVbXt.exe"
    handle = services.create("HqZm", path)
    rpc.expect_execution(case, "service", "created", "HqZm", path, file__path="kzQwVbXt.exe")
    rpc.expect_graver(case, "kzQwVbXt.exe", act="created", name="HqZm", command=path)
    services.start(handle)
    rpc.expect_execution(case, "service", "started", "HqZm", path, file__path="kzQwVbXt.exe")
    case.wait(1)
    for pipe in "RemCom_communicaton", "RemCom_stdinabcd0", "RemCom_stdoutabcd0":
        pipes.create(pipe, disposition=smb2.OPEN)
    rpc.expect_execution(case, "pipe", "opened", "RemCom_communicaton", None, "RemCom", file__path="kzQwVbXt.exe")
    rpc.expect_execution(
        case, "pipe", "opened", "RemCom_stdinabcd0", None, "impacket psexec", file__path="kzQwVbXt.exe"
    )
