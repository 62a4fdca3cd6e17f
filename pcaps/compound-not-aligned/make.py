"""Two WRITEs in one message, the second not at a multiple of eight bytes: Samba carries both out.

[MS-SMB2] 3.3.5.2.7 wants NextCommand aligned and lets a server refuse; Samba does not look. The answers tell.
"""

from maker import smb2
from maker.pe import program


def make(case):
    file = case.share().create("aligned.exe")
    content = program()
    session, channel = file.tree.session, file.tree.session.channel
    cuts = (content[:8_001], content[8_001:])
    numbers = [channel.number(), channel.number()]
    pdus = [
        smb2.Pdu(smb2.WRITE, smb2.write_request(file.id, at, part), number, session.id, file.tree.id)
        for at, part, number in zip((0, 8_001), cuts, numbers)
    ]
    message = pdus[0].packed(64 + len(pdus[0].body)) + pdus[1].packed()
    channel.connection.send(case.client, smb2.netbios(message))
    for part, number in zip(cuts, numbers):
        answer = smb2.write_response(len(part))
        channel.answer(smb2.Pdu(smb2.WRITE, answer, number, session.id, file.tree.id, smb2.RESPONSE))
    file.store(0, content)
    file.close()
    case.expect_write(file)
