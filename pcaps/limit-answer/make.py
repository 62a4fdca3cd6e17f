"""The answer to a WRITE comes later than answers are waited for: what became of the WRITE is not known."""

from maker import smb2
from maker.pe import program


def make(case):
    case.limit("answer", "5s")
    share = case.share()
    channel = share.session.channel
    file = share.create("slow.exe")
    number = channel.next_message
    file.write(0, program(), answered=False)
    case.wait(10)
    share.create("other.txt")
    channel.answer(
        smb2.Pdu(smb2.WRITE, smb2.write_response(20_000), number, share.session.id, share.id, smb2.RESPONSE)
    )
    file.content[:] = program()
    file.close()
    case.expect_write(file, outcome="unknown", missing=[[0, 20_000]], head_seen=True)
