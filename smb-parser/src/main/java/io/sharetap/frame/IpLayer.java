package io.sharetap.frame;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;

/**
 * Reads IPv4 (RFC 791) and IPv6 with its extension headers (RFC 8200), and hands on the payload, bounded by IP's own
 * length: bytes that the link added behind it are no payload. That length is believed even where it exceeds the frame:
 * mirrors cut frames without saying so, and then bytes are missing.
 */
final class IpLayer {
    private static final int V4_HEADER_LENGTH_MIN = 20;
    private static final int V4_TOTAL_LENGTH_AT = 2; // Total Length, u16
    private static final int V4_IDENTIFICATION_AT = 4; // Identification, u16
    private static final int V4_FRAGMENT_AT = 6; // Flags and Fragment Offset, u16
    private static final int V4_FRAGMENT_MASK = 0x3FFF; // More Fragments, or an offset
    private static final int V4_OFFSET_MASK = 0x1FFF;
    private static final int V4_PROTOCOL_AT = 9;
    private static final int V4_SOURCE_AT = 12;
    private static final int V4_DESTINATION_AT = 16;

    private static final int V6_HEADER_LENGTH = 40;
    private static final int V6_PAYLOAD_LENGTH_AT = 4; // Payload Length, u16
    private static final int V6_NEXT_HEADER_AT = 6;
    private static final int V6_SOURCE_AT = 8;
    private static final int V6_DESTINATION_AT = 24;
    private static final int FRAGMENT_LENGTH = 8;
    private static final int FRAGMENT_OFFSET_AT = 2; // Fragment Offset, 13 bits, Res, M
    private static final int FRAGMENT_IDENTIFICATION_AT = 4; // Identification, u32
    private static final int ROUTING_TYPE_AT = 2;
    private static final int SEGMENTS_LEFT_AT = 3;
    private static final int ROUTING_ADDRESSES_AT = 8;
    private static final int V6_ADDRESS_LENGTH = 16;
    private static final int EXTENSIONS_MAX = 16;
    private static final int EXTENSION_LENGTH_MIN = 8;

    // IANA: Assigned Internet Protocol Numbers
    private static final int HOP_BY_HOP = 0;
    private static final int IPV4_IN_IP = 4; // RFC 2003, RFC 2473
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int IPV6_IN_IP = 41; // RFC 4213
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int GRE = 47;
    private static final int AUTHENTICATION = 51;
    private static final int DESTINATION_OPTIONS = 60;
    private static final int MOBILITY = 135;
    private static final int MPLS_IN_IP = 137; // RFC 4023
    private static final int HOST_IDENTITY = 139;
    private static final int SHIM6 = 140;

    private final Layers layers;
    private final Surroundings surroundings;
    private final Ledger ledger;
    private final Checksums checksums;
    private final Fragments fragments;

    IpLayer(Layers layers, Checksums checksums, Fragments fragments) {
        this.layers = layers;
        this.surroundings = layers.surroundings;
        this.ledger = layers.ledger;
        this.checksums = checksums;
        this.fragments = fragments;
    }

    /** Reads IP of the version that the first byte tells. */
    void decode(ByteWindow bytes, int at, int end, int wireEnd) {
        if (end <= at) {
            ledger.note(Anomaly.FRAME_TRUNCATED);
        } else if (bytes.u8(at) >>> 4 == 6) {
            decodeV6(bytes, at, end, wireEnd);
        } else {
            decodeV4(bytes, at, end, wireEnd);
        }
    }

    /** Whether these bytes can be an IP packet that ends at the same place or before. */
    static boolean looksLikeIp(ByteWindow bytes, int at, int end, int wireEnd) {
        int length = wireEnd - at;
        if (end - at >= V4_HEADER_LENGTH_MIN && bytes.u8(at) >>> 4 == 4) {
            int headerLength = (bytes.u8(at) & 0xF) << 2;
            int totalLength = bytes.u16be(at + V4_TOTAL_LENGTH_AT);
            return headerLength >= V4_HEADER_LENGTH_MIN && headerLength <= totalLength && totalLength <= length;
        }
        return end - at >= V6_HEADER_LENGTH
                && bytes.u8(at) >>> 4 == 6
                && V6_HEADER_LENGTH + bytes.u16be(at + V6_PAYLOAD_LENGTH_AT) <= length;
    }

    void decodeV4(ByteWindow bytes, int at, int end, int wireEnd) {
        if (end - at < V4_HEADER_LENGTH_MIN) {
            ledger.note(Anomaly.FRAME_TRUNCATED);
            return;
        }
        int versionAndLength = bytes.u8(at);
        int headerLength = (versionAndLength & 0xF) << 2;
        int totalLength = bytes.u16be(at + V4_TOTAL_LENGTH_AT);
        // Segmentation offload: the segment is too long for the field, and the network card will split it.
        boolean lengthUnset = totalLength == 0;
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
        if (checksums.refusesHeader(bytes, at, headerLength)) {
            ledger.note(Anomaly.IP_CHECKSUM_WRONG);
            return;
        }
        surroundings.hostsV4(at + V4_SOURCE_AT, at + V4_DESTINATION_AT);
        int protocol = bytes.u8(at + V4_PROTOCOL_AT);
        int fragment = bytes.u16be(at + V4_FRAGMENT_AT) & V4_FRAGMENT_MASK;
        if (fragment != 0) {
            int offset = (fragment & V4_OFFSET_MASK) << 3;
            boolean more = fragment > V4_OFFSET_MASK;
            int identification = bytes.u16be(at + V4_IDENTIFICATION_AT);
            fragment(identification, protocol, offset, more, bytes, body, bodyEnd, bodyWireEnd);
        } else if (protocol == AUTHENTICATION) {
            extensions(protocol, bytes, body, bodyEnd, bodyWireEnd);
        } else {
            transport(protocol, bytes, body, bodyEnd, bodyWireEnd);
        }
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
        // 0: too long for the field, by a jumbo option or by segmentation offload.
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
            if (type == FRAGMENT && isPart(bytes, next)) {
                fragment(bytes, next, end, wireEnd);
                return;
            }
            if (type == ROUTING) {
                routing(bytes, next, end);
            }
            int length = extensionLength(type, bytes.u8(next + 1));
            type = bytes.u8(next);
            next += length;
        }
        if (next > end) {
            ledger.note(Anomaly.FRAME_TRUNCATED);
            return;
        }
        transport(type, bytes, next, end, wireEnd);
    }

    private static int extensionLength(int type, int lengthField) {
        return switch (type) {
            case AUTHENTICATION -> lengthField + 2 << 2; // RFC 4302, 2.2
            case FRAGMENT -> FRAGMENT_LENGTH; // of a datagram in one fragment: RFC 6946
            default -> lengthField + 1 << 3; // RFC 8200, 4.3 to 4.6
        };
    }

    private static boolean isPart(ByteWindow bytes, int fragmentHeader) {
        return (bytes.u16be(fragmentHeader + FRAGMENT_OFFSET_AT) & 0xFFF9) != 0;
    }

    private void fragment(ByteWindow bytes, int header, int end, int wireEnd) {
        int offsetAndMore = bytes.u16be(header + FRAGMENT_OFFSET_AT);
        int identification = bytes.i32be(header + FRAGMENT_IDENTIFICATION_AT);
        boolean more = (offsetAndMore & 1) != 0;
        int body = header + FRAGMENT_LENGTH;
        fragment(identification, bytes.u8(header), offsetAndMore & 0xFFF8, more, bytes, body, end, wireEnd);
    }

    /** Takes a fragment; the one that completes the datagram continues with the whole. */
    private void fragment(
            int identification,
            int protocol,
            int offset,
            boolean more,
            ByteWindow bytes,
            int at,
            int end,
            int wireEnd) {
        if (!surroundings.six() && !mayHoldSegment(protocol)) {
            ledger.count(Count.OTHER_TRAFFIC);
            return;
        }
        Datagram whole = fragments.add(surroundings, identification, protocol, offset, more, bytes, at, end, wireEnd);
        if (whole == null || !surroundings.enterDatagram()) {
            return;
        }
        if (surroundings.six()) {
            surroundings.hostsV6(Datagram.SOURCE_AT, Datagram.DESTINATION_AT);
        } else {
            surroundings.hostsV4(Datagram.SOURCE_AT, Datagram.DESTINATION_AT);
        }
        extensions(whole.protocol(), whole.window(), Datagram.BODY_AT, whole.end(), whole.wireEnd());
    }

    private static boolean mayHoldSegment(int protocol) {
        return switch (protocol) {
            case TCP, UDP, GRE, IPV4_IN_IP, IPV6_IN_IP, MPLS_IN_IP, AUTHENTICATION -> true;
            default -> false; // counted by the caller
        };
    }

    /**
     * A source-routed packet is meant for the last router of the list; its destination address is only the next one.
     */
    private void routing(ByteWindow bytes, int header, int end) {
        if (bytes.u8(header + SEGMENTS_LEFT_AT) == 0) {
            return;
        }
        int addresses = bytes.u8(header + 1) >>> 1;
        int last =
                switch (bytes.u8(header + ROUTING_TYPE_AT)) {
                    case 0, 2 -> addresses - 1; // RFC 2460, 4.4; RFC 6275, 6.4
                    case 4 -> 0; // RFC 8754, 2: the list is stored backwards
                    default -> -1; // other types compress or hide the list: the next router stands in
                };
        int address = header + ROUTING_ADDRESSES_AT + last * V6_ADDRESS_LENGTH;
        if (last >= 0 && addresses > 0 && address + V6_ADDRESS_LENGTH <= end) {
            surroundings.finalDestinationV6(address);
        }
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
            case TCP -> layers.tcp.decode(bytes, at, end, wireEnd);
            case UDP -> layers.udp.decode(bytes, at, end, wireEnd);
            case GRE -> layers.gre.decode(bytes, at, end, wireEnd);
            case IPV4_IN_IP -> {
                if (surroundings.enterTunnel()) {
                    decodeV4(bytes, at, end, wireEnd);
                }
            }
            case IPV6_IN_IP -> {
                if (surroundings.enterTunnel()) {
                    decodeV6(bytes, at, end, wireEnd);
                }
            }
            case MPLS_IN_IP -> {
                if (surroundings.enterTunnel()) {
                    layers.labels.mpls(bytes, at, end, wireEnd);
                }
            }
            default -> ledger.count(Count.OTHER_TRAFFIC);
        }
    }
}
