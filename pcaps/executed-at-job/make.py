"""A job of the old scheduler service (at.exe) runs what was written."""

from maker import rpc


def make(case):
    session = case.session()
    rpc.written_program(case, session, "Temp\\job.exe")
    jobs = rpc.Jobs(session.tree("IPC$", share_type=2))
    jobs.add("C:\\Windows\\Temp\\job.exe /quiet")
    rpc.expect_execution(
        case, "task", "registered", None, "C:\\Windows\\Temp\\job.exe /quiet", file__path="Temp\\job.exe"
    )
    rpc.expect_graver(case, "Temp\\job.exe", via="task", act="registered")
    jobs.close()
