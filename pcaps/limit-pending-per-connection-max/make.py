"""Five WRITEs wait for their answer where three may on one connection: what became of the first two is not known."""

from maker import smb2
from maker.pe import program


def make(case):
    case.limit("pending-per-connection-max", 3)
    content = program()
    share = case.share()
    channel = share.session.channel
    file = share.create("unanswered.exe")
    first = channel.next_message
    for offset in range(0, len(content), 4_000):
        file.write(offset, content[offset : offset + 4_000], answered=False)
    for number in range(first, channel.next_message):
        channel.answer(
            smb2.Pdu(smb2.WRITE, smb2.write_response(4_000), number, share.session.id, share.id, smb2.RESPONSE)
        )
    file.close()
    file.content[:] = content
    case.expect_write(file, outcome="unknown", missing=[[0, 20_000]], head_seen=True)
    case.expect_anomaly("smb_pending_full", 2)
