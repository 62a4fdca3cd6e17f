"""impacket's dcomexec, as where the server takes calls in the clear: ShellWindows runs a command, whose output is written to a
share and read there."""

from maker import dcom, rpc


def make(case):
    session = case.session()
    rpc.written_program(case, session, "Temp\\tool.exe")
    dcom.Activator(case).create(dcom.SHELL_WINDOWS, 49_673)
    rpc.expect_execution(case, "dcom", "activated", "ShellWindows", file__path="Temp\\tool.exe")
    rpc.expect_graver(case, "Temp\\tool.exe", via="dcom", act="activated", name="ShellWindows")
    objects = dcom.Dispatch(case, 49_673)
    objects.names("Item", 0)
    objects.invoke(0)
    objects.on(4).names("ShellExecute", 0x6002_0008)
    parameters = "/Q /c C:\\Windows\\Temp\\tool.exe 1> \\\\127.0.0.1\\ADMIN$\\__17643 2>&1"
    objects.invoke(0x6002_0008, "cmd.exe", parameters, "C:\\", "", 0)
    name = "ShellWindows.ShellExecute"
    command = "cmd.exe " + parameters
    rpc.expect_execution(case, "dcom", "called", name, command, "impacket dcomexec", file__path="Temp\\tool.exe")
