"""A third file where two are remembered: the first is forgotten, and when it is patched its other bytes are not known."""

from maker import limits


def make(case):
    case.limit("files-max", 2)
    limits.forgotten_file(case, 2)
