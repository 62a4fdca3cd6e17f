"""WRITEs of 8 MiB, Samba's size, the second one shorter."""

from maker.pe import program

COMPRESSED = True


def make(case):
    head = program()
    content = head + bytes(9 * 1_048_576 - len(head))
    file = case.share(dialect="3.0").create("eight.exe")
    file.write_all(content, chunk=8 * 1_048_576).close()
    case.expect_write(file)
