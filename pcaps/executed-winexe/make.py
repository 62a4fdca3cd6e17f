"""winexe: its service and its pipes."""

from maker import rpc


def make(case):
    pipes = "ahexec", "ahexec_stdin00000001"
    rpc.tool_service(case, "winexesvc.exe", "winexesvc", "winexe", pipes, "winexesvc", known=True)
