"""A TCP segment comes twice with different bytes: the first one wins, as on most hosts, and the second is counted."""

from maker.pe import program
from maker.wire import ACK, MSS


def make(case):
    content = program()
    share = case.share()
    connection = share.session.channel.connection
    file = share.create("conflict.exe")
    send = connection.send

    def send_and_contradict(sender, data, **sending):
        first = connection.next[sender]
        send(sender, data, **sending)
        if sender is case.client and len(data) > 2 * MSS:
            connection.segment(sender, ACK, b"X" * MSS, sequence=(first + MSS) & 0xFFFFFFFF)

    connection.send = send_and_contradict
    file.write_all(content).close()
    case.expect_write(file)
