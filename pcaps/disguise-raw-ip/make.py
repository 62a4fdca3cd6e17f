"""Raw IP without a link layer."""

from maker import disguise


def make(case):
    disguise.write(case)
    disguise.wrap(case, disguise.raw, link_type=101)
