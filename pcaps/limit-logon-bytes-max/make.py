"""A logon is not remembered, as there is no room for it: of its session, which is encrypted, no keys are known."""

from maker.pe import program


def make(case):
    case.accounts()
    case.limit("logon-bytes-max", 256)
    share = case.share(dialect="3.1.1", cipher="AES-128-GCM")
    share.create("unseen.exe").write_all(program()).close()
    case.expect_blind("encrypted")
    case.expect_anomaly("smb_logons_full", 2)
