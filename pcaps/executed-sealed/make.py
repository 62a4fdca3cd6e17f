"""A task by calls that are encrypted (packet privacy): the operation is known, nothing of what it carried."""

from maker import rpc


def make(case):
    session = case.session()
    rpc.written_program(case, session, "Temp\\tool.exe")
    tasks = rpc.Tasks(session.tree("IPC$", share_type=2), sealing=True)
    follows = {"smb__execution__sealed": True, "file__path": "Temp\\tool.exe"}
    tasks.register("\\kRbTzQwV", "C:\\Windows\\Temp\\tool.exe", "")
    rpc.expect_execution(
        case, "task", "registered", smb__execution__operation="ITaskSchedulerService SchRpcRegisterTask", **follows
    )
    rpc.expect_graver(case, "Temp\\tool.exe", via="task", act="registered")
    tasks.run("\\kRbTzQwV")
    rpc.expect_execution(case, "task", "run", smb__execution__operation="ITaskSchedulerService SchRpcRun", **follows)
    tasks.close()
