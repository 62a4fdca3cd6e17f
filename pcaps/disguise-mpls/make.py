"""Three MPLS labels."""

from maker import disguise


def make(case):
    disguise.write(case)
    disguise.wrap(case, disguise.mpls(16, 1000, 17))
