package io.sharetap.frame;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;

/** Reads GRE (RFC 2784, RFC 2890) and the mirroring of switches over it, ERSPAN (draft-foschiano-erspan-03). */
final class GreTunnel {
    private static final int HEADER_LENGTH = 4;
    private static final int PROTOCOL_AT = 2; // Protocol Type, u16
    private static final int CHECKSUM_PRESENT = 0x8000;
    private static final int ROUTING_PRESENT = 0x4000; // RFC 1701; dropped by RFC 2784
    private static final int KEY_PRESENT = 0x2000;
    private static final int SEQUENCE_PRESENT = 0x1000;
    private static final int VERSION_MASK = 0x0007;
    private static final int FIELD_LENGTH = 4;

    private static final int TRANSPARENT_ETHERNET = 0x6558;
    private static final int ERSPAN = 0x88BE; // types I and II
    private static final int ERSPAN_III = 0x22EB;

    private static final int ERSPAN_II_LENGTH = 8;
    private static final int ERSPAN_III_LENGTH = 12;
    private static final int ERSPAN_III_FLAGS_AT = 10; // P, FT, Hw ID, D, Gra, O
    private static final int ERSPAN_III_SUBHEADER_PRESENT = 1;
    private static final int ERSPAN_III_SUBHEADER_LENGTH = 8;
    private static final int ERSPAN_III_FRAME_TYPE_IP = 2;
    private static final int ERSPAN_VERSION_II = 1;
    private static final int ERSPAN_VERSION_III = 2;

    private final Layers layers;
    private final Ledger ledger;

    GreTunnel(Layers layers) {
        this.layers = layers;
        this.ledger = layers.ledger;
    }

    void decode(ByteWindow bytes, int at, int end, int wireEnd) {
        if (end - at < HEADER_LENGTH) {
            ledger.note(Anomaly.FRAME_TRUNCATED);
            return;
        }
        int flags = bytes.u16be(at);
        if ((flags & ROUTING_PRESENT) != 0) {
            ledger.note(Anomaly.GRE_ROUTING_REFUSED);
            return;
        }
        if ((flags & VERSION_MASK) != 0) { // version 1 is PPTP: RFC 2637
            ledger.count(Count.OTHER_TRAFFIC);
            return;
        }
        int body = at
                + HEADER_LENGTH
                + length(flags & CHECKSUM_PRESENT)
                + length(flags & KEY_PRESENT)
                + length(flags & SEQUENCE_PRESENT);
        if (body > end) {
            ledger.note(Anomaly.FRAME_TRUNCATED);
            return;
        }
        if (layers.surroundings.enterTunnel()) {
            carried(bytes.u16be(at + PROTOCOL_AT), (flags & SEQUENCE_PRESENT) != 0, bytes, body, end, wireEnd);
        }
    }

    private static int length(int flag) {
        return flag == 0 ? 0 : FIELD_LENGTH;
    }

    private void carried(int protocol, boolean sequence, ByteWindow bytes, int at, int end, int wireEnd) {
        switch (protocol) {
            case TRANSPARENT_ETHERNET -> layers.link.ethernet(bytes, at, end, wireEnd);
            case ERSPAN -> {
                if (sequence) {
                    erspan(bytes, at, end, wireEnd);
                } else {
                    layers.link.ethernet(bytes, at, end, wireEnd); // type I has no header of its own
                }
            }
            case ERSPAN_III -> erspan(bytes, at, end, wireEnd);
            default -> layers.link.network(protocol, bytes, at, end, wireEnd);
        }
    }

    /**
     * The version in the header tells types II and III apart. Its VLAN is that of the mirrored port; a tag in the
     * mirrored frame itself overrides it.
     */
    private void erspan(ByteWindow bytes, int at, int end, int wireEnd) {
        if (end - at < ERSPAN_II_LENGTH) {
            ledger.note(Anomaly.FRAME_TRUNCATED);
            return;
        }
        int versionAndVlan = bytes.u16be(at);
        layers.surroundings.vlan(versionAndVlan);
        switch (versionAndVlan >>> 12) {
            case ERSPAN_VERSION_II -> layers.link.ethernet(bytes, at + ERSPAN_II_LENGTH, end, wireEnd);
            case ERSPAN_VERSION_III -> erspanIii(bytes, at, end, wireEnd);
            default -> ledger.note(Anomaly.TUNNEL_HEADER_INVALID);
        }
    }

    private void erspanIii(ByteWindow bytes, int at, int end, int wireEnd) {
        if (end - at < ERSPAN_III_LENGTH) {
            ledger.note(Anomaly.FRAME_TRUNCATED);
            return;
        }
        int flags = bytes.u16be(at + ERSPAN_III_FLAGS_AT);
        int subheader = (flags & ERSPAN_III_SUBHEADER_PRESENT) == 0 ? 0 : ERSPAN_III_SUBHEADER_LENGTH;
        int body = at + ERSPAN_III_LENGTH + subheader;
        if ((flags >>> 10 & 0x1F) == ERSPAN_III_FRAME_TYPE_IP) {
            layers.ip.decode(bytes, body, end, wireEnd);
        } else {
            layers.link.ethernet(bytes, body, end, wireEnd);
        }
    }
}
