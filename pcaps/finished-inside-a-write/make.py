"""The client closes the connection in the middle of the second WRITE: the server never carries it out."""

from maker import smb2
from maker.pe import program


def make(case):
    content = program()
    share = case.share()
    file = share.create("broken.exe")
    file.write(0, content[:8_000])
    channel = share.session.channel
    request = smb2.write_request(file.id, 8_000, content[8_000:16_000])
    message = smb2.Pdu(smb2.WRITE, request, channel.number(), share.session.id, share.id).packed()
    channel.connection.send(case.client, smb2.netbios(message)[:5_000])
    channel.connection.close()
    case.expect_write(file, closed=False)
