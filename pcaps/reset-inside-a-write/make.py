"""The connection is reset in the middle of a WRITE over the header: the server never carries it out.

Half a WRITE must not put in doubt what was written before.
"""

from maker import smb2
from maker.pe import program


def make(case):
    content = program()
    share = case.share()
    file = share.create("broken.exe")
    file.write_all(content)
    channel = share.session.channel
    request = smb2.write_request(file.id, 0, bytes(8_000))
    message = smb2.Pdu(smb2.WRITE, request, channel.number(), share.session.id, share.id).packed()
    channel.connection.send(case.client, smb2.netbios(message)[:5_000])
    channel.connection.reset(case.client)
    case.expect_write(file, closed=False)
