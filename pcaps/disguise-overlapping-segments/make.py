"""Each TCP segment begins with the last 700 bytes of the one before, as when a sender cuts its stream anew."""

from maker import disguise


def make(case):
    disguise.write(case)
    disguise.overlap(case, 700)
