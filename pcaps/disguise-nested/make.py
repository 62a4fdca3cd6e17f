"""VXLAN in GRE in a VLAN: attributed to the innermost hosts."""

from maker import disguise


def make(case):
    disguise.write(case)
    disguise.wrap(case, disguise.nested(disguise.vxlan(4789), disguise.gre, disguise.tagged((0x8100, 7))))
