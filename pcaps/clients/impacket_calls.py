"""Calls by impacket to a real server: the registry sets a Run key, the service control manager opens and lists.

impacket_calls.py SERVER USER PASSWORD COMMAND
"""

import sys

from impacket.dcerpc.v5 import rrp, scmr, transport
from impacket.smb3structs import SMB2_DIALECT_21


def bound(pipe, interface):
    way = transport.SMBTransport(server, 445, pipe, user, password, "CORP")
    way.preferred_dialect(SMB2_DIALECT_21)  # it encrypts where it can
    calls = way.get_dce_rpc()
    calls.connect()
    calls.bind(interface)
    return calls


server, user, password, command = sys.argv[1:]

calls = bound(r"\winreg", rrp.MSRPC_UUID_RRP)
key = rrp.hOpenLocalMachine(calls)["phKey"]
for name in "SOFTWARE", "Microsoft", "Windows", "CurrentVersion", "Run":
    key = rrp.hBaseRegCreateKey(calls, key, name)["phkResult"]
rrp.hBaseRegSetValue(calls, key, "Updater\0", rrp.REG_SZ, command + "\0")
calls.disconnect()

calls = bound(r"\svcctl", scmr.MSRPC_UUID_SCMR)
manager = scmr.hROpenSCManagerW(calls)["lpScHandle"]
print(len(scmr.hREnumServicesStatusW(calls, manager)), "services")
service = scmr.hROpenServiceW(calls, manager, "Spooler\0")["lpServiceHandle"]
scmr.hRCloseServiceHandle(calls, service)
for act in (
    lambda: scmr.hRCreateServiceW(calls, manager, "Refused\0", "Refused\0", lpBinaryPathName=command + "\0"),
    lambda: scmr.hRCloseServiceHandle(calls, manager),
):
    try:
        act()
    except Exception as refused:  # what Samba does not do
        print(refused)
