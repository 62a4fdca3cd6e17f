"""Two WRITEs to different files in one compound that is not related: each has its own FileId."""

from maker import smb2
from maker.pe import program


def make(case):
    share = case.share()
    session, channel = share.session, share.session.channel
    files = [share.create("left.exe"), share.create("right.exe")]
    contents = [program(9_001, seed=1), program(9_002, seed=2)]
    numbers = [channel.number(), channel.number()]
    channel.request(
        *(
            smb2.Pdu(smb2.WRITE, smb2.write_request(file.id, 0, content), number, session.id, share.id)
            for file, content, number in zip(files, contents, numbers)
        )
    )
    for file, content, number in reversed(list(zip(files, contents, numbers))):
        body = smb2.write_response(len(content))
        channel.answer(smb2.Pdu(smb2.WRITE, body, number, session.id, share.id, smb2.RESPONSE))
        file.store(0, content)
    for file in files:
        file.close()
        case.expect_write(file)
