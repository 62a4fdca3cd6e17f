"""PsExec under another service name (-r): its pipes are NAME-HOST-PID-stdin and so on."""

from maker import rpc, smb2


def make(case):
    session = case.session()
    rpc.written_program(case, session, "updsvc.exe")
    pipes = session.tree("IPC$", share_type=2)
    services = rpc.Services(pipes)
    path = "%SystemRoot%\\updsvc.exe"
    handle = services.create("updsvc", path)
    rpc.expect_execution(case, "service", "created", "updsvc", path, file__path="updsvc.exe")
    rpc.expect_graver(case, "updsvc.exe", act="created", name="updsvc", command=path)
    services.start(handle)
    rpc.expect_execution(case, "service", "started", "updsvc", path, file__path="updsvc.exe")
    case.wait(1)
    pipes.create("updsvc", disposition=smb2.OPEN)
    for stream in "stdin", "stdout", "stderr":
        pipes.create(f"updsvc-WS66-2412-{stream}", disposition=smb2.OPEN)
    rpc.expect_execution(case, "pipe", "opened", "updsvc", path, "renamed PsExec", file__path="updsvc.exe")
