"""A program's bytes sent to a printer (share type 3): spool data, no file is written."""

from maker.pe import program


def make(case):
    session = case.session()
    tree = session.tree("LaserJet", share_type=3)
    tree.create("job.exe").write_all(program()).close()
