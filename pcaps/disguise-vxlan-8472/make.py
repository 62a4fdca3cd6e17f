"""VXLAN on Linux' older port."""

from maker import disguise


def make(case):
    disguise.write(case)
    disguise.wrap(case, disguise.vxlan(8472))
