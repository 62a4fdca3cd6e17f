"""A file written in more ranges than are told apart of all: the shortest are forgotten."""

from maker.pe import program


def make(case):
    case.limit("ranges-max", 24)
    content = program(4_096)
    file = case.share().create("ranges.exe")
    for offset in range(0, 4_096, 64):
        file.write(offset, content[offset : offset + 32])
    file.close()
    file.content[:] = content[:4_064]
    case.expect_write(file, missing=[[544, 4_064]], file__pe=None, alert=None)
    case.expect_anomaly("ranges_forgotten", 109)
