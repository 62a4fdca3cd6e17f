package io.sharetap.frame;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;

/**
 * Reads the providers' headers between link and network layer: MPLS label stacks (RFC 3032) with IP or an Ethernet
 * pseudo-wire (RFC 4448) behind them, and PPP sessions over Ethernet (RFC 2516).
 */
final class LabelLayer {
    private static final int LABEL_LENGTH = 4;
    private static final int LABELS_MAX = 16;
    private static final int BOTTOM_OF_STACK = 0x100;
    private static final int CONTROL_WORD_LENGTH = 4;
    private static final int ETHERNET_TYPE_AT = 12;
    private static final int ETHERNET_HEADER_LENGTH = 14;

    private static final int PPPOE_LENGTH = 6;
    private static final int PPPOE_VERSION_AND_TYPE = 0x11;
    private static final int PPPOE_CODE_AT = 1;
    private static final int PPPOE_LENGTH_AT = 4; // LENGTH, u16, without the header
    private static final int PPP_IPV4 = 0x0021;
    private static final int PPP_IPV6 = 0x0057;

    private final Layers layers;
    private final Ledger ledger;

    LabelLayer(Layers layers) {
        this.layers = layers;
        this.ledger = layers.ledger;
    }

    void mpls(ByteWindow bytes, int at, int end, int wireEnd) {
        int next = at;
        boolean bottom = false;
        for (int labels = 0; !bottom; labels++) {
            if (end - next < LABEL_LENGTH) {
                ledger.note(Anomaly.FRAME_TRUNCATED);
                return;
            }
            if (labels == LABELS_MAX) {
                ledger.note(Anomaly.MPLS_LABELS_LIMIT);
                return;
            }
            bottom = (bytes.i32be(next) & BOTTOM_OF_STACK) != 0;
            next += LABEL_LENGTH;
        }
        // Labels do not say what follows. It is IP if it begins with an IP version, otherwise Ethernet: RFC 4928, 3.
        if (IpLayer.looksLikeIp(bytes, next, end, wireEnd)) {
            layers.ip.decode(bytes, next, end, wireEnd);
        } else {
            pseudoWire(bytes, next, end, wireEnd);
        }
    }

    /**
     * Ethernet, with or without a control word before it. A control word may look like the begin of a MAC address, so a
     * familiar EtherType decides.
     */
    private void pseudoWire(ByteWindow bytes, int at, int end, int wireEnd) {
        int behindControlWord = at + CONTROL_WORD_LENGTH;
        if (end - at < ETHERNET_HEADER_LENGTH) {
            ledger.note(Anomaly.FRAME_TRUNCATED);
        } else if (bytes.u16be(at) == 0 && isEthernet(bytes, behindControlWord, end)) {
            enterEthernet(bytes, behindControlWord, end, wireEnd);
        } else if (isEthernet(bytes, at, end)) {
            enterEthernet(bytes, at, end, wireEnd);
        } else {
            ledger.count(Count.OTHER_TRAFFIC);
        }
    }

    private static boolean isEthernet(ByteWindow bytes, int at, int end) {
        return end - at >= ETHERNET_HEADER_LENGTH && LinkLayer.isFamiliar(bytes.u16be(at + ETHERNET_TYPE_AT));
    }

    private void enterEthernet(ByteWindow bytes, int at, int end, int wireEnd) {
        if (layers.surroundings.enterTunnel()) {
            layers.link.ethernet(bytes, at, end, wireEnd);
        }
    }

    void pppoe(ByteWindow bytes, int at, int end, int wireEnd) {
        if (end - at < PPPOE_LENGTH + 1) {
            ledger.note(Anomaly.FRAME_TRUNCATED);
            return;
        }
        if (bytes.u8(at) != PPPOE_VERSION_AND_TYPE || bytes.u8(at + PPPOE_CODE_AT) != 0) {
            ledger.note(Anomaly.TUNNEL_HEADER_INVALID);
            return;
        }
        int sessionWireEnd = Math.min(wireEnd, at + PPPOE_LENGTH + bytes.u16be(at + PPPOE_LENGTH_AT));
        ppp(bytes, at + PPPOE_LENGTH, Math.min(end, sessionWireEnd), sessionWireEnd);
    }

    /** The first byte of the protocol number may be left out where it is zero: RFC 1661, 6.5. */
    private void ppp(ByteWindow bytes, int at, int end, int wireEnd) {
        int compressed = end > at ? bytes.u8(at) & 1 : 0;
        int body = at + 2 - compressed;
        if (body > end) {
            ledger.note(Anomaly.FRAME_TRUNCATED);
            return;
        }
        switch (compressed == 1 ? bytes.u8(at) : bytes.u16be(at)) {
            case PPP_IPV4 -> layers.ip.decodeV4(bytes, body, end, wireEnd);
            case PPP_IPV6 -> layers.ip.decodeV6(bytes, body, end, wireEnd);
            default -> ledger.count(Count.OTHER_TRAFFIC);
        }
    }
}
