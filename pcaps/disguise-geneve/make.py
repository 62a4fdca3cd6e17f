"""GENEVE with two options."""

from maker import disguise


def make(case):
    disguise.write(case)
    disguise.wrap(case, disguise.geneve)
