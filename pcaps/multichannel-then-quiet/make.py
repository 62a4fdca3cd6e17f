"""A session of two connections closes its file and falls quiet, while another client goes on for minutes.

The end of a file of such a session is told a little later; it is a CLOSE all the same.
"""

from maker import smb2
from maker.pe import program


def make(case):
    share = case.share(dialect="3.0")
    share.session.another_channel()
    file = share.create("quiet.exe")
    file.write_all(program()).close()
    case.expect_write(file)
    case.address("10.20.1.67", case.server.address)
    other = case.share()
    for number in range(10):
        case.wait(20)
        other.create(f"note{number}.txt", disposition=smb2.OPEN_IF, access=0x00120089).close()
