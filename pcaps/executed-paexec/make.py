"""PAExec: service and pipe are named after the process and the host that ask."""

from maker import rpc


def make(case):
    pipes = "PAExec-4711-WS66.exe", "PAExecOutWS664711"
    rpc.tool_service(case, "PAExec-4711-WS66.exe", "PAExec-4711-WS66", "PAExec", pipes, "PAExec-4711-WS66.exe")
