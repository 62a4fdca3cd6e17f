"""CREATE in the clear, the WRITE of the same compound encrypted behind it, then CLOSE in the clear (AES-256-GCM).

Samba takes such messages of sessions that need not be encrypted. What was encrypted in part is told as encrypted.
"""

from maker import smb2
from maker.pe import program

FROM_BEFORE = (smb2.ALL_ONES, smb2.ALL_ONES)


def make(case):
    case.accounts()
    share = case.share(dialect="3.1.1", cipher="AES-256-GCM")
    file = share.create("mixed.exe", sent=False)
    file.store(0, program())
    session, channel = share.session, share.session.channel
    create = smb2.Pdu(smb2.CREATE, smb2.create_request(file.path), channel.number(), session.id, share.id)
    related = (session.id, share.id, smb2.RELATED)
    write = smb2.Pdu(smb2.WRITE, smb2.write_request(FROM_BEFORE, 0, bytes(file.content)), channel.number(), *related)
    close = smb2.Pdu(smb2.CLOSE, smb2.close_request(FROM_BEFORE), channel.number(), *related)
    create.leads_on = True
    channel.put(channel.connection.client, (None, [create]), (session.sealing, [write]), (None, [close]))
    channel.seal = None
    channel.answer(
        smb2.Pdu(smb2.CREATE, smb2.create_response(file.id), create.message_id, session.id, share.id, smb2.RESPONSE),
        smb2.Pdu(
            smb2.WRITE,
            smb2.write_response(len(file.content)),
            write.message_id,
            session.id,
            share.id,
            smb2.RESPONSE | smb2.RELATED,
        ),
        smb2.Pdu(
            smb2.CLOSE,
            smb2.close_response(),
            close.message_id,
            session.id,
            share.id,
            smb2.RESPONSE | smb2.RELATED,
        ),
    )
    case.expect_write(file)
