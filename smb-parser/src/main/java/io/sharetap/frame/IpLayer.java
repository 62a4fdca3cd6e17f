package io.sharetap.frame;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;

/**
 * Reads IPv4 (RFC 791) and IPv6 with its extension headers (RFC 8200), and hands on what they carry, bounded by their
 * own length: what the link added behind is no payload. That length is believed even beyond the frame: mirrors cut
 * frames without saying so, and then bytes are missing.
 */
final class IpLayer {
    private static final int V4_HEADER_LENGTH_MIN = 20;
    private static final int V4_TOTAL_LENGTH_AT = 2; // Total Length, u16
    private static final int V4_FRAGMENT_AT = 6; // Flags and Fragment Offset, u16
    private static final int V4_FRAGMENT_MASK = 0x3FFF; // More Fragments, or an offset
    private static final int V4_PROTOCOL_AT = 9;
    private static final int V4_SOURCE_AT = 12;
    private static final int V4_DESTINATION_AT = 16;

    private static final int V6_HEADER_LENGTH = 40;
    private static final int V6_PAYLOAD_LENGTH_AT = 4; // Payload Length, u16
    private static final int V6_NEXT_HEADER_AT = 6;
    private static final int V6_SOURCE_AT = 8;
    private static final int V6_DESTINATION_AT = 24;
    private static final int EXTENSIONS_MAX = 16;
    private static final int EXTENSION_LENGTH_MIN = 8;

    // IANA: Assigned Internet Protocol Numbers
    private static final int HOP_BY_HOP = 0;
    private static final int TCP = 6;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int DESTINATION_OPTIONS = 60;
    private static final int MOBILITY = 135;
    private static final int HOST_IDENTITY = 139;
    private static final int SHIM6 = 140;

    private final TcpLayer tcpLayer;
    private final Surroundings surroundings;
    private final Ledger ledger;

    IpLayer(TcpLayer tcpLayer, Surroundings surroundings, Ledger ledger) {
        this.tcpLayer = tcpLayer;
        this.surroundings = surroundings;
        this.ledger = ledger;
    }

    /** IP of the version that its first byte tells. */
    void decode(ByteWindow bytes, int at, int end, int wireEnd) {
        if (end <= at) {
            ledger.note(Anomaly.FRAME_TRUNCATED);
        } else if (bytes.u8(at) >>> 4 == 6) {
            decodeV6(bytes, at, end, wireEnd);
        } else {
            decodeV4(bytes, at, end, wireEnd);
        }
    }

    void decodeV4(ByteWindow bytes, int at, int end, int wireEnd) {
        if (end - at < V4_HEADER_LENGTH_MIN) {
            ledger.note(Anomaly.FRAME_TRUNCATED);
            return;
        }
        int versionAndLength = bytes.u8(at);
        int headerLength = (versionAndLength & 0xF) << 2;
        int totalLength = bytes.u16be(at + V4_TOTAL_LENGTH_AT);
        boolean lengthUnset = totalLength == 0; // a segment too large for the field, left to the card to cut
        if (versionAndLength >>> 4 != 4
                || headerLength < V4_HEADER_LENGTH_MIN
                || !lengthUnset && totalLength < headerLength) {
            ledger.note(Anomaly.IP_HEADER_INVALID);
            return;
        }
        int body = at + headerLength;
        int bodyWireEnd = lengthUnset ? wireEnd : wireEnd(at + totalLength, wireEnd);
        int bodyEnd = Math.min(end, bodyWireEnd);
        if (body > bodyEnd) {
            ledger.note(Anomaly.FRAME_TRUNCATED);
            return;
        }
        if ((bytes.u16be(at + V4_FRAGMENT_AT) & V4_FRAGMENT_MASK) != 0) {
            ledger.note(Anomaly.IP_FRAGMENT_SKIPPED);
            return;
        }
        surroundings.hostsV4(at + V4_SOURCE_AT, at + V4_DESTINATION_AT);
        transport(bytes.u8(at + V4_PROTOCOL_AT), bytes, body, bodyEnd, bodyWireEnd);
    }

    void decodeV6(ByteWindow bytes, int at, int end, int wireEnd) {
        if (end - at < V6_HEADER_LENGTH) {
            ledger.note(Anomaly.FRAME_TRUNCATED);
            return;
        }
        if (bytes.u8(at) >>> 4 != 6) {
            ledger.note(Anomaly.IP_HEADER_INVALID);
            return;
        }
        int body = at + V6_HEADER_LENGTH;
        int payloadLength = bytes.u16be(at + V6_PAYLOAD_LENGTH_AT);
        // 0: too large for the field, by a jumbo option or left to the card to cut.
        int bodyWireEnd = payloadLength == 0 ? wireEnd : wireEnd(body + payloadLength, wireEnd);
        surroundings.hostsV6(at + V6_SOURCE_AT, at + V6_DESTINATION_AT);
        extensions(bytes.u8(at + V6_NEXT_HEADER_AT), bytes, body, Math.min(end, bodyWireEnd), bodyWireEnd);
    }

    private int wireEnd(int announced, int wireEnd) {
        if (announced > wireEnd) {
            ledger.note(Anomaly.IP_LENGTH_BEYOND_FRAME);
        }
        return announced;
    }

    private void extensions(int nextHeader, ByteWindow bytes, int at, int end, int wireEnd) {
        int type = nextHeader;
        int next = at;
        for (int headers = 0; isExtension(type); headers++) {
            if (end - next < EXTENSION_LENGTH_MIN) {
                ledger.note(Anomaly.FRAME_TRUNCATED);
                return;
            }
            if (headers == EXTENSIONS_MAX) {
                ledger.note(Anomaly.IPV6_EXTENSIONS_LIMIT);
                return;
            }
            if (type == FRAGMENT) {
                ledger.note(Anomaly.IP_FRAGMENT_SKIPPED);
                return;
            }
            int units = bytes.u8(next + 1);
            int length = type == AUTHENTICATION ? units + 2 << 2 : units + 1 << 3; // RFC 4302, 2.2; RFC 8200, 4.3
            type = bytes.u8(next);
            next += length;
        }
        if (next > end) {
            ledger.note(Anomaly.FRAME_TRUNCATED);
            return;
        }
        transport(type, bytes, next, end, wireEnd);
    }

    private static boolean isExtension(int type) {
        return switch (type) {
            case HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, DESTINATION_OPTIONS, MOBILITY, HOST_IDENTITY, SHIM6 ->
                true;
            default -> false; // counted by transport, where it ends up
        };
    }

    private void transport(int protocol, ByteWindow bytes, int at, int end, int wireEnd) {
        switch (protocol) {
            case TCP -> tcpLayer.decode(bytes, at, end, wireEnd);
            default -> ledger.count(Count.OTHER_TRAFFIC);
        }
    }
}
