"""TCP segments of one byte."""

from maker import disguise


def make(case):
    case.segment_size = 1
    disguise.write(case, 3_000)
