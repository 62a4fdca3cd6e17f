"""An alert says what its client did in the hour before: refused logon, file and share, shares, a pipe, programs read and written."""

from maker import ntlm, rpc, smb2
from maker.case import Channel
from maker.pe import program


def make(case):
    channel = Channel(case, case.connect())
    channel.negotiate("2.1")
    for token, answer, status in (
        (ntlm.negotiate(), ntlm.challenge("CORP", "FS01"), smb2.MORE_PROCESSING_REQUIRED),
        (ntlm.authenticate("CORP", "administrator", "WS66"), b"", 0xC000006D),
    ):
        number = channel.number()
        session = 0 if status == smb2.MORE_PROCESSING_REQUIRED else 0x99
        channel.request(smb2.Pdu(smb2.SESSION_SETUP, smb2.session_setup_request(token), number, session))
        body = smb2.session_setup_response(answer) if answer else smb2.error()
        channel.answer(smb2.Pdu(smb2.SESSION_SETUP, body, number, 0x99, flags=smb2.RESPONSE, status=status))
    session = case.session()
    share = session.tree("Public")
    share.create("secret.txt", status=smb2.ACCESS_DENIED)
    share.create("in-use.txt", status=0xC0000043)  # a file in use is refused to nobody
    session.tree("D$", status=0xC00000CC)
    case.put("Public", "tools.exe", program(seed=3))
    tools = share.create("tools.exe", disposition=smb2.OPEN)
    tools.read(bytes(tools.content))
    tools.close()
    session.tree("IPC$", share_type=2).create("srvsvc", disposition=smb2.OPEN).close()
    file = session.tree("C$").create("Tools\\mine.exe").write_all(program()).close()
    case.expect_write(file)
    host = "\\\\10.20.1.11"
    case.lines[-1]["sharetap"] = {
        "execution": {"observed": False},
        "client_activity": {
            "hosts": {"count": 1, "examples": ["10.20.1.11"]},
            "shares": {"count": 3, "examples": [host + "\\C$", host + "\\IPC$", host + "\\Public"]},
            "refused_logons": {"count": 1, "examples": ["CORP\\administrator on " + host]},
            "refused_opens": {"count": 2, "examples": [host + "\\D$", host + "\\Public\\secret.txt"]},
            "programs_written": {"count": 1, "examples": [host + "\\C$\\Tools\\mine.exe"]},
            "programs_read": {"count": 1, "examples": [host + "\\Public\\tools.exe"]},
            "pipes": {"count": 1, "examples": [host + "\\IPC$\\srvsvc"]},
            "server_side_copies": {"count": 0},
            "executions": {"count": 0},
        },
    }
