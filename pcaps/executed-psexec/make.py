"""PsExec: its service is written, created and started, and its pipes are opened.

The alert comes first; each record of what was run carries its id. The program is a made one, under PsExec's name."""

from maker import rpc, smb2

HIGH = "highly_suspicious_destination", 73


def make(case):
    session = case.session()
    rpc.written_program(case, session, "PSEXESVC.exe", alert=HIGH)
    pipes = session.tree("IPC$", share_type=2)
    services = rpc.Services(pipes)
    path = "%SystemRoot%\\PSEXESVC.exe"
    follows = {"file__path": "PSEXESVC.exe", "sharetap__execution__observed": True}
    handle = services.create("PSEXESVC", path, "PsExec")
    rpc.expect_execution(case, "service", "created", "PSEXESVC", path, "PsExec", **follows)
    services.start(handle)
    rpc.expect_execution(case, "service", "started", "PSEXESVC", path, "PsExec", **follows)
    case.wait(1)
    pipes.create("PSEXESVC", disposition=smb2.OPEN)
    rpc.expect_execution(case, "pipe", "opened", "PSEXESVC", path, "PsExec", **follows)
    for stream in "stdin", "stdout", "stderr":
        pipes.create(f"PSEXESVC-WS66-2412-{stream}", disposition=smb2.OPEN)
    services.close_handle(handle)
    services.close()
