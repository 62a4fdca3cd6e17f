"""The same through a pipe of SMB 1: WRITE_ANDX, READ_ANDX and TRANSACT_NMPIPE."""

from maker import rpc, smb1


def make(case):
    pipes = smb1.Smb1Share(case, "IPC$")
    services = rpc.Services(pipes)
    handle = services.create("Old", "%SystemRoot%\\old.exe")
    rpc.expect_execution(case, "service", "created", "Old", "%SystemRoot%\\old.exe", smb__dialect="1")
    services.transacts = False
    services.start(handle)
    rpc.expect_execution(case, "service", "started", "Old", "%SystemRoot%\\old.exe")
    services.close()
