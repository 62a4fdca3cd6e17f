"""RemCom: its service, and its pipe with the misspelt name."""

from maker import rpc


def make(case):
    pipes = "RemCom_communicaton", "RemCom_stdoutWS664711"
    rpc.tool_service(case, "RemComSvc.exe", "RemComSvc", "RemCom", pipes, "RemCom_communicaton")
