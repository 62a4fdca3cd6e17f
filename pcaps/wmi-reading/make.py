"""Methods of WMI that run nothing, after a write: whose process it is, which keys there are, that a service stops.

They are what the client did, and no executions: of the write, nothing is known to be run.
"""

from maker import dcom, rpc


def make(case):
    session = case.session()
    case.expect(event__action="smb-client-activity", smb__activity={"kind": "share", "what": "ADMIN$"})
    rpc.written_program(case, session, "Temp\\tool.exe")
    dcom.Activator(case).create(dcom.WMI_LOGIN, 49_671)
    wmi = dcom.Wmi(case, 49_671)
    for path, method in (
        ('Win32_Process.Handle="4"', "GetOwner"),
        ("StdRegProv", "EnumKey"),
        ('\\\\.\\ROOT\\cimv2:Win32_Service.Name="Create"', "StopService"),
    ):
        wmi.execute(path, method, (("sSubKeyName", "SOFTWARE"),))
        case.expect(
            event__kind="event",
            event__action="smb-client-activity",
            source__ip=case.client.address,
            destination__ip=case.server.address,
            smb__activity={"kind": "object_call", "what": f"{path}.{method}"},
        )
