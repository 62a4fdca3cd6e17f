"""One WRITE of 16,777,103 bytes: the most that a record of 24 bits of length can carry."""

from maker.pe import program

COMPRESSED = True


def make(case):
    head = program()
    content = head + bytes(0xFFFFFF - 64 - 48 - len(head))
    file = case.share(dialect="3.0").create("sixteen.exe")
    file.write_all(content, chunk=len(content)).close()
    case.expect_write(file)
