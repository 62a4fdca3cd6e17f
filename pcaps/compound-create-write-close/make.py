"""CREATE, WRITE and CLOSE in one compound: the FileId of the last two is all ones, that of the CREATE before.

[MS-SMB2] 3.2.4.1.4 and 3.3.5.2.7.2. SessionId and TreeId of the related requests are all ones too.
"""

from maker import smb2
from maker.pe import program

FROM_BEFORE = (smb2.ALL_ONES, smb2.ALL_ONES)


def make(case):
    share = case.share()
    file = share.create("compound.exe", sent=False)
    file.store(0, program())
    channel, session = share.session.channel, share.session
    numbers = [channel.number() for _ in range(3)]
    requests = [
        (smb2.CREATE, smb2.create_request(file.path)),
        (smb2.WRITE, smb2.write_request(FROM_BEFORE, 0, bytes(file.content))),
        (smb2.CLOSE, smb2.close_request(FROM_BEFORE)),
    ]
    answers = [smb2.create_response(file.id), smb2.write_response(len(file.content)), smb2.close_response()]
    first = [session.id, share.id, 0]
    others = [smb2.ALL_ONES, 0xFFFFFFFF, smb2.RELATED]
    channel.request(
        *(
            smb2.Pdu(command, body, number, *(first if command == smb2.CREATE else others))
            for (command, body), number in zip(requests, numbers)
        )
    )
    channel.answer(
        *(
            smb2.Pdu(
                command,
                body,
                number,
                session.id,
                share.id,
                smb2.RESPONSE | (0 if command == smb2.CREATE else smb2.RELATED),
            )
            for (command, _), body, number in zip(requests, answers, numbers)
        )
    )
    case.expect_write(file)
