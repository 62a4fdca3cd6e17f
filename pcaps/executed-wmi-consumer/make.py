"""WMI is told to run what was written whenever an event happens: an instance of CommandLineEventConsumer. Of the other objects that
belong to it, nothing is told."""

from maker import dcom, rpc


def make(case):
    session = case.session()
    rpc.written_program(case, session, "Temp\\tool.exe")
    dcom.Activator(case).create(dcom.WMI_LOGIN, 49_671)
    wmi = dcom.Wmi(case, 49_671)
    wmi.put("__EventFilter", (("Name", "f"), ("Query", "SELECT * FROM __InstanceModificationEvent"), ("QueryLanguage", "WQL")))
    command = "C:\\Windows\\Temp\\tool.exe -embedding"
    wmi.put("CommandLineEventConsumer", (("Name", "c"), ("ExecutablePath", None), ("CommandLineTemplate", command)))
    name = "CommandLineEventConsumer"
    rpc.expect_execution(case, "wmi", "set", name, command, file__path="Temp\\tool.exe")
    rpc.expect_graver(case, "Temp\\tool.exe", via="wmi", name=name, command=command)
