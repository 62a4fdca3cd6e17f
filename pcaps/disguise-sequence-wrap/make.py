"""The client's TCP sequence numbers wrap in the middle of the second WRITE."""

from maker import disguise


def make(case):
    case.first_sequence = 0xFFFFFFFF - 12_000
    disguise.write(case)
