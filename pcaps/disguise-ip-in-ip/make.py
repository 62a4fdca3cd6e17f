"""IPv4 in IPv4."""

from maker import disguise


def make(case):
    disguise.write(case)
    disguise.wrap(case, disguise.ip_in_ip)
