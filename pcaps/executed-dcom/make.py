"""MMC20.Application is activated on the server and, by its name, made to run what was written there; what else is read of it on
the way runs nothing. Then WMI by calls that are encrypted."""

from maker import dcom, rpc


def make(case):
    session = case.session()
    rpc.written_program(case, session, "Temp\\tool.exe")
    activator = dcom.Activator(case)
    activator.create(dcom.MMC20, 49_672)
    rpc.expect_execution(case, "dcom", "activated", "MMC20.Application", file__path="Temp\\tool.exe")
    rpc.expect_graver(case, "Temp\\tool.exe", via="dcom", act="activated", name="MMC20.Application")
    objects = dcom.Dispatch(case, 49_672)
    objects.names("Document", 1)
    objects.invoke(1, flags=dcom.PROPERTY_GET)
    objects.on(2).names("ActiveView", 7)
    objects.invoke(7, flags=dcom.PROPERTY_GET)
    objects.on(3).names("ExecuteShellCommand", 54)
    objects.invoke(54, "C:\\Windows\\Temp\\tool.exe", "C:\\", "/quiet", "7")
    name, command = "MMC20.Application.ExecuteShellCommand", "C:\\Windows\\Temp\\tool.exe /quiet"
    rpc.expect_execution(case, "dcom", "called", name, command, file__path="Temp\\tool.exe")
    objects.on(1).names("Quit", 2)
    objects.invoke(2)
    wmi = dcom.Wmi(case, 49_672, sealing=True)
    wmi.create_process("calc.exe")
    rpc.expect_execution(case, "wmi", "called", smb__execution__sealed=True, file__path="Temp\\tool.exe")
