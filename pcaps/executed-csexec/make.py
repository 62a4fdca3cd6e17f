"""CSExec: its service and its pipe."""

from maker import rpc


def make(case):
    pipes = ["csexecsvc"]
    rpc.tool_service(case, "csexecsvc.exe", "csexecsvc", "CSExec", pipes, "csexecsvc", known=True)
