"""Frames arrive up to 6 places from where they belong."""

from maker import disguise


def make(case):
    disguise.write(case)
    disguise.reorder(case, 6)
