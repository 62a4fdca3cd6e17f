"""GRE with checksum, key and sequence number."""

from maker import disguise


def make(case):
    disguise.write(case)
    disguise.wrap(case, disguise.gre)
