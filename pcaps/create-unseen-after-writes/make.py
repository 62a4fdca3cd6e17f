"""The capture begins after the CREATE and some WRITEs: what is seen of the file may not be all of it."""

from maker.pe import program


def make(case):
    case.unseen()
    share = case.share()
    file = share.create("unknown.exe")
    file.write_all(program())
    case.seen()
    share.create("other.txt").close()
    file.write(0, program(seed=2)[:8_000])
    file.close()
    case.expect_write(
        file,
        bytes(file.content[:8_000]),
        missing=[[0, 8_000]],
        head_seen=True,
        file__path=None,
        smb__create_seen=False,
        smb__share=None,
        smb__dialect=None,
    )
