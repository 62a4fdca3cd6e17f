"""A WRITE whose Length goes beyond its NetBIOS record: the server refuses it, and what follows is read as usual."""

from maker import smb2
from maker.pe import program

INVALID_PARAMETER = 0xC000000D


def make(case):
    share = case.share()
    file = share.create("after.exe")
    lying = bytearray(smb2.write_request(file.id, 0, b"MZ" * 100))
    lying[4:8] = (50_000).to_bytes(4, "little")
    share.session.exchange(smb2.WRITE, bytes(lying), b"", share.id, INVALID_PARAMETER)
    file.write_all(program()).close()
    case.expect_write(file)
