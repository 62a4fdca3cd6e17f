"""Three tunnels in each other where two are followed: the frames are passed over and counted."""

from maker import disguise
from maker.pe import program


def make(case):
    case.limit("tunnel-depth-max", 2)
    case.share().create("disguised.exe").write_all(program()).close()
    disguise.wrap(case, disguise.nested(disguise.vxlan(4789), disguise.gre, disguise.ip_in_ip))
    case.expect_anomaly("tunnel_depth_limit", len(case.capture.frames))
