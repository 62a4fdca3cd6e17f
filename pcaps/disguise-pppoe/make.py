"""PPPoE."""

from maker import disguise


def make(case):
    disguise.write(case)
    disguise.wrap(case, disguise.pppoe)
