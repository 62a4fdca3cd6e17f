"""IPv4 fragments, the last one first."""

from maker import disguise


def make(case):
    disguise.write(case)
    disguise.wrap(case, disguise.fragments())
