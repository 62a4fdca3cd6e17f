"""impacket's wmiexec, as where the server takes calls in the clear: WMI is activated over TCP and runs a command, whose
output is written to a share and read there."""

from maker import dcom, rpc


def make(case):
    session = case.session()
    rpc.written_program(case, session, "Temp\\tool.exe")
    activator = dcom.Activator(case)
    activator.create(dcom.WMI_LOGIN, 49_671)
    wmi = dcom.Wmi(case, 49_671)
    command = "cmd.exe /Q /c C:\\Windows\\Temp\\tool.exe 1> \\\\127.0.0.1\\ADMIN$\\__1764374400.25 2>&1"
    wmi.create_process(command, wide=True)
    rpc.expect_execution(
        case, "wmi", "called", "Win32_Process.Create", command, "impacket wmiexec", file__path="Temp\\tool.exe"
    )
    rpc.expect_graver(case, "Temp\\tool.exe", via="wmi", name="Win32_Process.Create", tool="impacket wmiexec")
    wmi.close()
    activator.close()
