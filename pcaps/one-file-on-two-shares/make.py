"""ADMIN$ leads to C$\\Windows: a program is written on the one, changed on the other, and changed again on the first."""

from maker import smb2
from maker.pe import program


def make(case):
    session = case.session()
    admin, drive = session.tree("ADMIN$"), session.tree("C$")
    file = admin.create("Temp\\tool.exe").write_all(program())
    file.close()
    case.expect_write(file)
    case.disk["C$", "windows\\temp\\tool.exe"] = case.disk["ADMIN$", "temp\\tool.exe"]
    other = drive.create("Windows\\Temp\\tool.exe", disposition=smb2.OPEN)
    other.write(5_000, b"changed on C$")
    other.close()
    case.expect_write(other, missing=[[0, 5_000], [5_013, 20_000]])
    file = admin.create("Temp\\tool.exe", disposition=smb2.OPEN)
    file.write(6_000, b"changed on ADMIN$")
    file.close()
    case.expect_write(file, missing=[[0, 6_000], [6_017, 20_000]])
