"""WRITEs at offset 2^64-1 append at the end of the file, [MS-FSA] 2.1.5.4."""

from maker import smb2
from maker.pe import program


def make(case):
    content = program()
    file = case.share().create("append.exe")
    for start in range(0, len(content), 8_000):
        file.write(smb2.ALL_ONES, content[start : start + 8_000])
    file.close()
    case.expect_write(file)
