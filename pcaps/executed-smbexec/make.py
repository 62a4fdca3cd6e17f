"""impacket's smbexec: nothing is written, each command is a service that the server gives up with a time-out."""

from maker import rpc


def make(case):
    pipes = case.session().tree("IPC$", share_type=2)
    services = rpc.Services(pipes, transacts=False)
    output = "\\\\127.0.0.1\\C$\\__output"
    batch = "%TEMP%\\execute.bat"
    command = (
        f"%COMSPEC% /Q /c echo whoami ^> {output} 2^>^&1 > {batch} & %COMSPEC% /Q /c {batch} & del {batch}"
    )
    handle = services.create("BTOBTO", command)
    rpc.expect_execution(case, "service", "created", "BTOBTO", command, "impacket smbexec", sharetap=None)
    services.start(handle, returned=1_053)
    rpc.expect_execution(case, "service", "started", "BTOBTO", command, "impacket smbexec", sharetap=None)
    services.delete(handle)
    services.close_handle(handle)
    services.close()
