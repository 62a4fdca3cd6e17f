"""Linux cooked capture, version 2."""

from maker import disguise


def make(case):
    disguise.write(case)
    disguise.wrap(case, disguise.cooked2, link_type=276)
