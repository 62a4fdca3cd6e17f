"""More connection attempts than are remembered between a handshake and its first data: nothing is lost but the handshake."""

from maker.case import Channel, Session
from maker.pe import program


def make(case):
    case.limit("half-open-max", 8)
    channel = Channel(case, case.connect())
    for _ in range(8):
        case.connect()
    channel.negotiate("2.1")
    session = Session(case, "2.1", "j.miller")
    session.set_up(channel)
    file = session.tree("Public").create("after.exe").write_all(program()).close()
    case.expect_write(file)
    case.expect_anomaly("tcp_half_open_forgotten")
