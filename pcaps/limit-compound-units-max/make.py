"""A compound of four requests where three are read: its CLOSE is not, so the file is reported as it stands."""

from maker import smb2
from maker.pe import program


def make(case):
    case.limit("compound-units-max", 3)
    content = program(3_072)
    share = case.share()
    session, channel = share.session, share.session.channel
    file = share.create("compound.exe", sent=False)
    anybody = (smb2.ALL_ONES, smb2.ALL_ONES)
    bodies = [
        (smb2.CREATE, smb2.create_request("compound.exe"), smb2.create_response(file.id)),
        (smb2.WRITE, smb2.write_request(anybody, 0, content[:2_000]), smb2.write_response(2_000)),
        (smb2.WRITE, smb2.write_request(anybody, 2_000, content[2_000:]), smb2.write_response(1_072)),
        (smb2.CLOSE, smb2.close_request(anybody), smb2.close_response()),
    ]
    asked, answered = [], []
    for place, (command, request, response) in enumerate(bodies):
        related = smb2.RELATED if place else 0
        number = channel.number()
        asked.append(smb2.Pdu(command, request, number, session.id, share.id, related))
        answered.append(smb2.Pdu(command, response, number, session.id, share.id, related | smb2.RESPONSE))
    channel.request(*asked)
    channel.answer(*answered)
    file.content[:] = content
    case.expect_write(file, closed=False)
    case.expect_anomaly("smb2_compound_too_long", 2)
