"""Two servers gave the same SessionId, TreeId and FileId at the same time: two files, two hosts."""

from maker.case import SERVER
from maker.pe import program

OTHER_SERVER = "10.20.1.12"


def make(case):
    first = case.share()
    one = first.create("one.exe")
    one.write(0, program(seed=1)[:8_000])
    case.address(case.client.address, OTHER_SERVER)
    case.next_session, case.next_file = first.session.id, one.id[0]
    two = case.share().create("two.exe")
    assert (two.id, two.tree.session.id, two.tree.id) == (one.id, first.session.id, first.id)
    two.write(0, program(seed=2)[:8_000])
    one.write(8_000, program(seed=1)[8_000:])
    two.write(8_000, program(seed=2)[8_000:])
    two.close()
    case.expect_write(two)
    one.close()
    case.alerted = False
    case.expect_write(one, destination__ip=SERVER)
