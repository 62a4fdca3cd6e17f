package io.sharetap.frame;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;

/** Reads the tunnels over UDP, recognised by their ports: VXLAN (RFC 7348), GENEVE (RFC 8926), Teredo (RFC 4380). */
final class UdpTunnels {
    private static final int UDP_HEADER_LENGTH = 8;
    private static final int UDP_LENGTH_AT = 4; // Length, u16, with the header

    private static final int VXLAN_PORT = 4789;
    private static final int VXLAN_PORT_BEFORE_IANA = 8472; // Linux and VMware of old
    private static final int VXLAN_LENGTH = 8;
    private static final int VXLAN_VNI_PRESENT = 0x08;

    private static final int GENEVE_PORT = 6081;
    private static final int GENEVE_LENGTH = 8;
    private static final int GENEVE_PROTOCOL_AT = 2; // Protocol Type, u16
    private static final int TRANSPARENT_ETHERNET = 0x6558;

    private static final int TEREDO_PORT = 3544;
    private static final int TEREDO_AUTHENTICATION = 0x0001; // RFC 4380, 5.1.1
    private static final int TEREDO_AUTHENTICATION_LENGTH = 13; // without the identifier and value
    private static final int TEREDO_ORIGIN = 0x0000;
    private static final int TEREDO_ORIGIN_LENGTH = 8;

    private final Layers layers;
    private final Ledger ledger;

    UdpTunnels(Layers layers) {
        this.layers = layers;
        this.ledger = layers.ledger;
    }

    void decode(ByteWindow bytes, int at, int end, int wireEnd) {
        if (end - at < UDP_HEADER_LENGTH) {
            ledger.note(Anomaly.FRAME_TRUNCATED);
            return;
        }
        int sourcePort = bytes.u16be(at);
        int destinationPort = bytes.u16be(at + 2);
        int length = bytes.u16be(at + UDP_LENGTH_AT);
        // 0: unset because of offload, or a jumbogram.
        int bodyWireEnd = length < UDP_HEADER_LENGTH ? wireEnd : Math.min(wireEnd, at + length);
        int bodyEnd = Math.min(end, bodyWireEnd);
        int body = at + UDP_HEADER_LENGTH;
        switch (destinationPort) {
            case VXLAN_PORT, VXLAN_PORT_BEFORE_IANA -> vxlan(bytes, body, bodyEnd, bodyWireEnd);
            case GENEVE_PORT -> geneve(bytes, body, bodyEnd, bodyWireEnd);
            default -> {
                if (destinationPort == TEREDO_PORT || sourcePort == TEREDO_PORT) {
                    teredo(bytes, body, bodyEnd, bodyWireEnd);
                } else {
                    ledger.count(Count.OTHER_TRAFFIC);
                }
            }
        }
    }

    private void vxlan(ByteWindow bytes, int at, int end, int wireEnd) {
        if (end - at < VXLAN_LENGTH) {
            ledger.note(Anomaly.FRAME_TRUNCATED);
        } else if ((bytes.u8(at) & VXLAN_VNI_PRESENT) == 0) {
            ledger.note(Anomaly.TUNNEL_HEADER_INVALID);
        } else if (layers.surroundings.enterTunnel()) {
            layers.link.ethernet(bytes, at + VXLAN_LENGTH, end, wireEnd);
        }
    }

    private void geneve(ByteWindow bytes, int at, int end, int wireEnd) {
        if (end - at < GENEVE_LENGTH) {
            ledger.note(Anomaly.FRAME_TRUNCATED);
            return;
        }
        int versionAndLength = bytes.u8(at);
        if (versionAndLength >>> 6 != 0) {
            ledger.note(Anomaly.TUNNEL_HEADER_INVALID);
            return;
        }
        int body = at + GENEVE_LENGTH + ((versionAndLength & 0x3F) << 2);
        if (!layers.surroundings.enterTunnel()) {
            return;
        }
        int protocol = bytes.u16be(at + GENEVE_PROTOCOL_AT);
        if (protocol == TRANSPARENT_ETHERNET) {
            layers.link.ethernet(bytes, body, end, wireEnd);
        } else {
            layers.link.network(protocol, bytes, body, end, wireEnd);
        }
    }

    /** Other protocols use this port as well: only a complete IPv6 packet counts as Teredo. */
    private void teredo(ByteWindow bytes, int at, int end, int wireEnd) {
        int next = at;
        if (end - next >= 4 && bytes.u16be(next) == TEREDO_AUTHENTICATION) {
            next += TEREDO_AUTHENTICATION_LENGTH + bytes.u8(next + 2) + bytes.u8(next + 3);
        }
        if (end - next >= 2 && bytes.u16be(next) == TEREDO_ORIGIN) {
            next += TEREDO_ORIGIN_LENGTH;
        }
        if (next < end && bytes.u8(next) >>> 4 == 6 && IpLayer.looksLikeIp(bytes, next, end, wireEnd)) {
            if (layers.surroundings.enterTunnel()) {
                layers.ip.decodeV6(bytes, next, end, wireEnd);
            }
        } else {
            ledger.count(Count.OTHER_TRAFFIC);
        }
    }
}
