"""An 802.1ad tag around an 802.1Q tag: the inner VLAN is named."""

from maker import disguise


def make(case):
    disguise.write(case, network__vlan__id="100")
    disguise.wrap(case, disguise.tagged((0x88A8, 200), (0x8100, 100)))
