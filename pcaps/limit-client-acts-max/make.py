"""What a client did is remembered for one act only: a pipe that it opens again at once is told again."""

from maker import smb2


def make(case):
    case.limit("client-acts-max", 1)
    tree = case.session().tree("IPC$", share_type=2)
    told = [("share", "IPC$")]
    for pipe in "srvsvc", "wkssvc", "wkssvc", "srvsvc":
        tree.create(pipe, disposition=smb2.OPEN).close()
        if told[-1] != ("pipe", "IPC$\\" + pipe):
            told.append(("pipe", "IPC$\\" + pipe))
    for kind, what in told:
        case.expect(event__action="smb-client-activity", smb__activity={"kind": kind, "what": what})
    case.expect_anomaly("client_acts_full", len(told) - 1)
