"""IPv4 in IPv6."""

from maker import disguise


def make(case):
    disguise.write(case)
    disguise.wrap(case, disguise.four_in_six)
