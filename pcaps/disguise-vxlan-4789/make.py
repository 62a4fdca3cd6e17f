"""VXLAN on its own port."""

from maker import disguise


def make(case):
    disguise.write(case)
    disguise.wrap(case, disguise.vxlan(4789))
