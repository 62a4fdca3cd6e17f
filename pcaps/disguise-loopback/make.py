"""BSD loopback."""

from maker import disguise


def make(case):
    disguise.write(case)
    disguise.wrap(case, disguise.loopback, link_type=0)
