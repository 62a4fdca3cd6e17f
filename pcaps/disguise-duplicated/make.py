"""Every frame is in the capture twice, the second time three frames later."""

from maker import disguise


def make(case):
    disguise.write(case)
    disguise.duplicate(case)
