"""A call in fragments of 40 bytes, each PDU in three WRITEs; then one that the server refuses."""

from maker import rpc


def make(case):
    pipes = case.session().tree("IPC$", share_type=2)
    services = rpc.Services(pipes, fragment=40)
    services.pieces = 3
    handle = services.create("Pieces", "C:\\Tools\\pieces.exe")
    rpc.expect_execution(case, "service", "created", "Pieces", "C:\\Tools\\pieces.exe")
    services.start(handle)
    rpc.expect_execution(case, "service", "started", "Pieces", "C:\\Tools\\pieces.exe")
    services.create("Refused", "C:\\Tools\\refused.exe", returned=5)
