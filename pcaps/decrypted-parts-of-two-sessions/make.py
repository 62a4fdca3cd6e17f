"""One message has two parts, encrypted for two sessions of one connection; of the other of them no key is known.

What is seen of the one is told, the other is told as blind. AES-128-GCM, dialect 3.1.1.
"""

from maker import smb2
from maker.pe import program


def make(case):
    case.accounts()
    share = case.share(dialect="3.1.1", cipher="AES-128-GCM")
    channel = share.session.channel
    channel.seal = None
    logon = {"user": "unknown", "password": "which nobody knows"}
    other = case.session(dialect="3.1.1", cipher="AES-128-GCM", channel=channel, **logon)
    channel.seal = share.session.sealing
    content = program()
    file = share.create("known.exe")
    first = channel.next_message
    channel.put(
        channel.connection.client,
        (
            other.sealing,
            [smb2.Pdu(smb2.TREE_CONNECT, smb2.tree_connect_request("\\\\10.20.1.11\\C$"), channel.number(), other.id)],
        ),
        (
            share.session.sealing,
            [
                smb2.Pdu(
                    smb2.WRITE,
                    smb2.write_request(file.id, 0, content[:8_000]),
                    channel.number(),
                    share.session.id,
                    share.id,
                )
            ],
        ),
    )
    channel.put(
        channel.connection.server,
        (
            other.sealing,
            [smb2.Pdu(smb2.TREE_CONNECT, smb2.tree_connect_response(), first, other.id, 1, smb2.RESPONSE)],
        ),
    )
    channel.answer(
        smb2.Pdu(smb2.WRITE, smb2.write_response(8_000), first + 1, share.session.id, share.id, smb2.RESPONSE)
    )
    file.store(0, content[:8_000])
    file.write(8_000, content[8_000:])
    file.close()
    case.expect_blind("encrypted")
    case.expect_write(file, smb__encrypted=True, user__name="j.miller")
