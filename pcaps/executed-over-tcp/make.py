"""The service control manager over TCP: the endpoint mapper gives its port, and the calls there are followed.

Another client's, who wrote nothing, are not told."""

from maker import rpc, wire


def make(case):
    session = case.session()
    rpc.written_program(case, session, "kzQwVbXt.exe")
    mapper = rpc.Mapper(case)
    mapper.map(rpc.SVCCTL, 49_670)
    mapper.close()
    services = rpc.Services(rpc.Tcp(case, 49_670))
    path = "%SystemRoot%\\kzQwVbXt.exe"
    handle = services.create("HqZm", path)
    rpc.expect_execution(case, "service", "created", "HqZm", path, file__path="kzQwVbXt.exe", destination__port=49_670)
    rpc.expect_graver(case, "kzQwVbXt.exe", act="created", name="HqZm", command=path)
    services.start(handle)
    rpc.expect_execution(case, "service", "started", "HqZm", path, file__path="kzQwVbXt.exe")
    services.close()
    case.client = wire.Host("10.20.1.67")
    rpc.Services(rpc.Tcp(case, 49_670)).create("Other", "C:\\Tools\\other.exe")
