"""1,100 files are opened and left open before the one that is written."""

from maker.pe import program


def make(case):
    share = case.share()
    for number in range(1_100):
        share.create(f"documents\\note{number:04}.txt", access=0x00120089)
    file = share.create("after.exe")
    file.write_all(program()).close()
    case.expect_write(file)
