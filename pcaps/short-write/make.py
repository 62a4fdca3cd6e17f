"""The server takes fewer bytes than the WRITE carries and says so in Count; the client writes the rest again."""

from maker.pe import program


def make(case):
    content = program()
    file = case.share().create("short.exe")
    file.write(0, content[:12_000], count=5_000)
    file.write(5_000, content[5_000:])
    file.close()
    case.expect_write(file)
