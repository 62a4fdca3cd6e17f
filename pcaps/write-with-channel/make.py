"""WRITEs with Channel set: where the data lies in the message it counts, where RDMA would bring it, it is missing.

[MS-SMB2] 2.2.21. Over TCP Samba does not look at Channel and writes what is in the message. A WRITE of Length 0 with
RemainingBytes has its data fetched by RDMA, which no capture of TCP shows.
"""

import struct

from maker import smb2
from maker.pe import program

RDMA_V1 = 1


def write(file, offset, data, channel, remaining, count):
    body = bytearray(smb2.write_request(file.id, offset, data))
    struct.pack_into("<II", body, 32, channel, remaining)
    file.tree.session.exchange(smb2.WRITE, bytes(body), smb2.write_response(count), file.tree.id)


def make(case):
    content = program()
    share = case.share(dialect="3.0")
    file = share.create("inside.exe")
    write(file, 0, content[:8_000], RDMA_V1, 0, 8_000)
    file.store(0, content[:8_000])
    file.write(8_000, content[8_000:])
    file.close()
    case.expect_write(file)
    fetched = share.create("fetched.exe")
    fetched.write(0, content[:8_000])
    write(fetched, 8_000, b"", RDMA_V1, 12_000, 12_000)
    fetched.store(8_000, content[8_000:])
    fetched.close()
    case.expect_write(fetched, missing=[[8_000, 20_000]])
