"""The span port sees each frame twice, as it is and in a GRE tunnel: it is still one write."""

from maker import disguise


def make(case):
    disguise.write(case)
    disguise.wrap(case, lambda frame: [frame, disguise.gre(frame)])
