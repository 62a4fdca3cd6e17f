"""IPv4 fragments that overlap with the same bytes."""

from maker import disguise


def make(case):
    disguise.write(case)
    disguise.wrap(case, disguise.fragments(overlap=96, shuffled=False))
