"""Five WRITEs wait for their answer where three may on all connections: what became of the first two is not known."""

from maker import limits


def make(case):
    case.limit("pending-max", 3)
    limits.unanswered_writes(case)
