"""One 802.1Q tag."""

from maker import disguise


def make(case):
    disguise.write(case, network__vlan__id="100")
    disguise.wrap(case, disguise.tagged((0x8100, 100)))
