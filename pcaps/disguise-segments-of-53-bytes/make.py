"""TCP segments of 53 bytes."""

from maker import disguise


def make(case):
    case.segment_size = 53
    disguise.write(case)
