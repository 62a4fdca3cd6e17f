"""What the cases of limits that are reached in the same way have in common."""

from maker import smb2
from maker.pe import program

PART = 4_000


def unanswered_writes(case):
    """Five WRITEs, then their five answers; where three may wait, the first two are given up."""
    content = program()
    share = case.share()
    channel = share.session.channel
    file = share.create("unanswered.exe")
    first = channel.next_message
    for offset in range(0, len(content), PART):
        file.write(offset, content[offset : offset + PART], answered=False)
    for number in range(first, channel.next_message):
        channel.answer(
            smb2.Pdu(smb2.WRITE, smb2.write_response(PART), number, share.session.id, share.id, smb2.RESPONSE)
        )
    file.close()
    file.content[:] = content
    case.expect_write(file, outcome="unknown", missing=[[0, 20_000]], head_seen=True)
    case.expect_anomaly("smb_pending_full", 2)


def forgotten_file(case, evictions):
    """Three programs one after the other, of which the first is forgotten; then it is patched."""
    share = case.share()
    case.expect_write(share.create("first.exe").write_all(program()).close())
    for number in range(2):
        case.wait(1)
        case.expect_write(share.create(f"{number}.exe").write_all(program(seed=number + 2)).close())
    case.wait(1)
    again = share.create("first.exe", smb2.OPEN)
    again.write(1_000, b"patched")
    again.close()
    case.expect_write(again, missing=[[0, 1_000], [1_007, 20_000]], smb__continues=None)
    case.expect_anomaly("file_evicted", evictions)
