"""All WRITEs are sent at once and cut into segments of 1 to 700 bytes: records begin and end anywhere in them."""

import random

from maker import smb2
from maker.pe import program


def make(case):
    share = case.share()
    session, channel = share.session, share.session.channel
    file = share.create("cuts.exe")
    content = program()
    stream, answers = b"", []
    for start in range(0, len(content), 500):
        data, number = content[start : start + 500], channel.number()
        request = smb2.Pdu(smb2.WRITE, smb2.write_request(file.id, start, data), number, session.id, share.id)
        stream += smb2.netbios(smb2.chained([request]))
        answer = smb2.write_response(len(data))
        answers.append(smb2.Pdu(smb2.WRITE, answer, number, session.id, share.id, smb2.RESPONSE))
        file.store(start, data)
    sizes = random.Random(4)
    while stream:
        size = sizes.randint(1, 700)
        channel.connection.send(case.client, stream[:size])
        stream = stream[size:]
    channel.connection.send(case.server, b"".join(smb2.netbios(smb2.chained([answer])) for answer in answers))
    file.close()
    case.expect_write(file)
