"""The same by SMB 1: a refused file and a refused share, a program that is read, and one that is written."""

from maker import smb1, smb2
from maker.pe import program


def make(case):
    case.put("Public", "tools.exe", program(seed=3))
    share = smb1.Smb1Share(case)
    share.create("secret.txt", status=smb2.ACCESS_DENIED)
    share.connect_tree("D$", status=0xC0000022)
    tools = share.create("tools.exe", disposition=1)
    tools.read(bytes(tools.content[:1_024]))
    tools.close()
    file = share.create("mine.exe").write_all(program()).close()
    case.expect_write(file)
    host = "\\\\10.20.1.11"
    case.lines[-1]["sharetap"] = {
        "client_activity": {
            "shares": {"count": 1, "examples": [host + "\\Public"]},
            "refused_opens": {"count": 2, "examples": [host + "\\D$", host + "\\Public\\secret.txt"]},
            "programs_written": {"count": 1, "examples": [host + "\\Public\\mine.exe"]},
            "programs_read": {"count": 1, "examples": [host + "\\Public\\tools.exe"]},
        },
    }
