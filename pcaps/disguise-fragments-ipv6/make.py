"""IPv6 fragments, the last one first."""

from maker import disguise


def make(case):
    case.address("fd00:20::66", "fd00:20::11")
    disguise.write(case)
    disguise.wrap(case, disguise.fragments6())
