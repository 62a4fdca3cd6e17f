"""Every frame comes a second time long after the first, many of them after the connection has ended."""

from maker import disguise


def make(case):
    disguise.write(case)
    disguise.duplicate(case, later=25)
