"""MMC20.Application is activated on the server to run things; then WMI by calls that are encrypted."""

from maker import rpc


def make(case):
    session = case.session()
    file = session.tree("Public").create("notes.txt")
    file.write(0, b"nothing of note")
    file.close()
    case.expect_write(file)
    activator = rpc.Activator(case)
    activator.create("49b2791a-b1ae-4c90-9b8e-e860ba07f889", 49_672)
    rpc.expect_execution(case, "dcom", "activated", "MMC20.Application", sharetap=None)
    wmi = rpc.Wmi(case, 49_672, sealing=True)
    wmi.create_process("calc.exe")
    rpc.expect_execution(case, "wmi", "called", smb__execution__sealed=True)
