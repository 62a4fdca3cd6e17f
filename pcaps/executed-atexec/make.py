"""impacket's atexec, as where the server takes calls in the clear: a task is registered, run and deleted."""

from maker import rpc


def make(case):
    tasks = rpc.Tasks(case.session().tree("IPC$", share_type=2), transacts=False)
    tasks.register("\\kRbTzQwV", "cmd.exe", "/C whoami > %windir%\\Temp\\kRbTzQwV.tmp 2>&1")
    command = "cmd.exe /C whoami > %windir%\\Temp\\kRbTzQwV.tmp 2>&1"
    rpc.expect_execution(case, "task", "registered", "\\kRbTzQwV", command, "impacket atexec")
    tasks.run("\\kRbTzQwV")
    rpc.expect_execution(case, "task", "run", "\\kRbTzQwV", command, "impacket atexec")
    tasks.delete("\\kRbTzQwV")
    tasks.close()
