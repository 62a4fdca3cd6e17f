"""Five WRITEs wait for their answer where three may on one connection: what became of the first two is not known."""

from maker import limits


def make(case):
    case.limit("pending-per-connection-max", 3)
    limits.unanswered_writes(case)
