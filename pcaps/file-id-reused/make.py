"""The server gives the FileId of a closed file to the next one."""

from maker.pe import program


def make(case):
    share = case.share()
    first = share.create("first.exe")
    first.write_all(program(seed=1)).close()
    second = share.create("second.exe", file_id=first.id)
    second.write_all(program(seed=2)).close()
    case.expect_write(first)
    case.expect_write(second)
