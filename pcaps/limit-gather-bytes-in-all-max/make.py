"""TCP segments cut the head of a CREATE where no memory is left to put it together: the file has no name."""

from maker.pe import program


def make(case):
    case.limit("gather-bytes-in-all-max", 256)
    share = case.share()
    connection = share.session.channel.connection
    connection.segment_size, usual = 80, connection.segment_size
    file = share.create("cut.exe")
    connection.segment_size = usual
    file.write_all(program()).close()
    case.expect_write(file, file__path=None, smb__create_seen=False)
    case.expect_anomaly("smb_gather_memory_full", 2)
    case.expect_anomaly("smb_head_lost", 2)
