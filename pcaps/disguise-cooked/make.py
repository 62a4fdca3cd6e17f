"""Linux cooked capture, version 1."""

from maker import disguise


def make(case):
    disguise.write(case)
    disguise.wrap(case, disguise.cooked, link_type=113)
