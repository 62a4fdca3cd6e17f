"""Frames of a chatty connection (segments of 200 bytes) arrive up to 64 places from where they belong."""

from maker import disguise


def make(case):
    case.segment_size = 200
    disguise.write(case)
    disguise.reorder(case, 64)
