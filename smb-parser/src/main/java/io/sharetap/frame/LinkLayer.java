package io.sharetap.frame;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;

/**
 * Reads the headers outside of the network layer (a capture's link type, Ethernet, tags) and hands the rest inwards.
 */
final class LinkLayer {
    // LINKTYPE_ values of the pcap registry.
    private static final int NULL_LOOPBACK = 0;
    static final int ETHERNET = 1;
    private static final int RAW_BSD = 12;
    private static final int RAW_OPENBSD = 14;
    private static final int RAW = 101;
    private static final int OPENBSD_LOOPBACK = 108;
    private static final int LINUX_COOKED = 113;
    private static final int RAW_IPV4 = 228;
    private static final int RAW_IPV6 = 229;
    private static final int LINUX_COOKED_V2 = 276;

    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_IPV6 = 0x86DD;
    private static final int ETHERTYPE_VLAN = 0x8100; // IEEE 802.1Q
    private static final int ETHERTYPE_SERVICE_VLAN = 0x88A8; // IEEE 802.1ad
    private static final int ETHERTYPE_QINQ = 0x9100; // before 802.1ad
    private static final int ETHERTYPE_QINQ_OTHER = 0x9200;
    private static final int ETHERTYPE_VN_TAG = 0x8926; // Cisco, between a server's card and its switch
    private static final int ETHERTYPE_E_TAG = 0x893F; // IEEE 802.1BR, its successor
    private static final int ETHERTYPE_META_DATA = 0x8909; // Cisco TrustSec's security group
    private static final int ETHERTYPE_PROVIDER_BACKBONE = 0x88E7; // IEEE 802.1ah, I-TAG
    private static final int ETHERTYPE_MPLS = 0x8847; // RFC 5332
    private static final int ETHERTYPE_MPLS_UPSTREAM = 0x8848;
    private static final int ETHERTYPE_PPPOE_SESSION = 0x8864; // RFC 2516, 4
    private static final int ETHERTYPE_ARP = 0x0806;
    private static final int ETHERTYPE_MIN = 0x0600; // values below it are a length: IEEE 802.3

    private static final int ETHERNET_HEADER_LENGTH = 14;
    private static final int ETHERNET_TYPE_AT = 12;
    private static final int TAG_LENGTH = 4;
    private static final int VN_TAG_LENGTH = 6;
    private static final int LONG_TAG_LENGTH = 8;
    private static final int SERVICE_INSTANCE_LENGTH = 4; // the I-TAG, before the customer's frame
    private static final int TAGS_MAX = 8;
    private static final int SNAP_LENGTH = 8;
    private static final int SNAP_TYPE_AT = 6;
    private static final long SNAP_OF_ETHERTYPES = 0xAAAA_0300_0000L; // LLC AA-AA-03, organisation 00-00-00

    // draft-ietf-opsawg-pcaplinktype: LINKTYPE_LINUX_SLL, LINKTYPE_LINUX_SLL2
    private static final int COOKED_LENGTH = 16;
    private static final int COOKED_ARPHRD_AT = 2;
    private static final int COOKED_ADDRESS_LENGTH_AT = 4;
    private static final int COOKED_ADDRESS_AT = 6;
    private static final int COOKED_PROTOCOL_AT = 14;
    private static final int COOKED_V2_LENGTH = 20;
    private static final int COOKED_V2_PROTOCOL_AT = 0;
    private static final int COOKED_V2_ARPHRD_AT = 8;
    private static final int COOKED_V2_ADDRESS_LENGTH_AT = 11;
    private static final int COOKED_V2_ADDRESS_AT = 12;
    private static final int ARPHRD_ETHER = 1;
    private static final int MAC_LENGTH = 6;

    private final Layers layers;
    private final Surroundings surroundings;
    private final Ledger ledger;

    LinkLayer(Layers layers) {
        this.layers = layers;
        this.surroundings = layers.surroundings;
        this.ledger = layers.ledger;
    }

    /** Reads a frame of the capture. */
    void decode(int linkType, ByteWindow bytes, int at, int end, int wireEnd) {
        switch (linkType) {
            case ETHERNET -> ethernet(bytes, at, end, wireEnd);
            case LINUX_COOKED -> cooked(bytes, at, end, wireEnd);
            case LINUX_COOKED_V2 -> cookedV2(bytes, at, end, wireEnd);
            case RAW, RAW_BSD, RAW_OPENBSD, RAW_IPV4, RAW_IPV6 -> layers.ip.decode(bytes, at, end, wireEnd);
            case NULL_LOOPBACK, OPENBSD_LOOPBACK -> loopback(bytes, at, end, wireEnd);
            default -> ledger.note(Anomaly.LINK_LAYER_UNKNOWN);
        }
    }

    /** Reads an Ethernet frame, from the wire or out of a tunnel. */
    void ethernet(ByteWindow bytes, int at, int end, int wireEnd) {
        if (end - at < ETHERNET_HEADER_LENGTH) {
            ledger.note(Anomaly.FRAME_TRUNCATED);
            return;
        }
        surroundings.ethernet(bytes, at);
        network(bytes.u16be(at + ETHERNET_TYPE_AT), bytes, at + ETHERNET_HEADER_LENGTH, end, wireEnd);
    }

    /** Steps over all tags, then reads what the EtherType announces. */
    void network(int etherType, ByteWindow bytes, int at, int end, int wireEnd) {
        int type = etherType;
        int next = at;
        for (int tags = 0; isTag(type); tags++) {
            int length = tagLength(type);
            if (end - next < length) {
                ledger.note(Anomaly.FRAME_TRUNCATED);
                return;
            }
            if (tags == TAGS_MAX) {
                ledger.note(Anomaly.VLAN_TAGS_LIMIT);
                return;
            }
            if (length == TAG_LENGTH) {
                surroundings.vlan(bytes.u16be(next));
            }
            next += length;
            type = bytes.u16be(next - 2);
        }
        switch (type) {
            case ETHERTYPE_IPV4 -> layers.ip.decodeV4(bytes, next, end, wireEnd);
            case ETHERTYPE_IPV6 -> layers.ip.decodeV6(bytes, next, end, wireEnd);
            case ETHERTYPE_MPLS, ETHERTYPE_MPLS_UPSTREAM -> layers.labels.mpls(bytes, next, end, wireEnd);
            case ETHERTYPE_PROVIDER_BACKBONE -> {
                if (surroundings.enterTunnel()) {
                    ethernet(bytes, next + SERVICE_INSTANCE_LENGTH, end, wireEnd);
                }
            }
            case ETHERTYPE_PPPOE_SESSION -> layers.labels.pppoe(bytes, next, end, wireEnd);
            default -> other(type, bytes, next, end, wireEnd);
        }
    }

    /** Whether the EtherType is one that sets a guessed Ethernet header apart from other bytes. */
    static boolean isFamiliar(int type) {
        return switch (type) {
            case ETHERTYPE_IPV4, ETHERTYPE_IPV6, ETHERTYPE_ARP, ETHERTYPE_MPLS, ETHERTYPE_PPPOE_SESSION -> true;
            default -> isTag(type); // nothing to count: the caller only asks
        };
    }

    private static boolean isTag(int type) {
        return tagLength(type) != 0;
    }

    /** Bytes from one EtherType to the next, over the tag in between; 0: the type is no tag. */
    private static int tagLength(int type) {
        return switch (type) {
            case ETHERTYPE_VLAN, ETHERTYPE_SERVICE_VLAN, ETHERTYPE_QINQ, ETHERTYPE_QINQ_OTHER -> TAG_LENGTH;
            case ETHERTYPE_VN_TAG -> VN_TAG_LENGTH;
            case ETHERTYPE_E_TAG, ETHERTYPE_META_DATA -> LONG_TAG_LENGTH;
            default -> 0; // nothing to count: the type is that of the payload
        };
    }

    /**
     * IEEE 802.3 with a length: LLC and SNAP can carry IP as well, RFC 1042. Tags inside of it are not followed, as
     * nesting would have no end.
     */
    private void other(int type, ByteWindow bytes, int at, int end, int wireEnd) {
        boolean snap = type < ETHERTYPE_MIN && end - at >= SNAP_LENGTH && bytes.i64be(at) >>> 16 == SNAP_OF_ETHERTYPES;
        switch (snap ? bytes.u16be(at + SNAP_TYPE_AT) : type) {
            case ETHERTYPE_IPV4 -> layers.ip.decodeV4(bytes, at + SNAP_LENGTH, end, wireEnd);
            case ETHERTYPE_IPV6 -> layers.ip.decodeV6(bytes, at + SNAP_LENGTH, end, wireEnd);
            default -> ledger.count(Count.OTHER_TRAFFIC);
        }
    }

    private void cooked(ByteWindow bytes, int at, int end, int wireEnd) {
        if (end - at < COOKED_LENGTH) {
            ledger.note(Anomaly.FRAME_TRUNCATED);
            return;
        }
        if (bytes.u16be(at + COOKED_ARPHRD_AT) == ARPHRD_ETHER
                && bytes.u16be(at + COOKED_ADDRESS_LENGTH_AT) == MAC_LENGTH) {
            surroundings.sender(bytes, at + COOKED_ADDRESS_AT);
        }
        network(bytes.u16be(at + COOKED_PROTOCOL_AT), bytes, at + COOKED_LENGTH, end, wireEnd);
    }

    private void cookedV2(ByteWindow bytes, int at, int end, int wireEnd) {
        if (end - at < COOKED_V2_LENGTH) {
            ledger.note(Anomaly.FRAME_TRUNCATED);
            return;
        }
        if (bytes.u16be(at + COOKED_V2_ARPHRD_AT) == ARPHRD_ETHER
                && bytes.u8(at + COOKED_V2_ADDRESS_LENGTH_AT) == MAC_LENGTH) {
            surroundings.sender(bytes, at + COOKED_V2_ADDRESS_AT);
        }
        network(bytes.u16be(at + COOKED_V2_PROTOCOL_AT), bytes, at + COOKED_V2_LENGTH, end, wireEnd);
    }

    /**
     * IP follows after four bytes that hold the address family. The family's number differs between systems, and its
     * byte order between machines. So any known number is accepted, and the IP version decides.
     */
    private void loopback(ByteWindow bytes, int at, int end, int wireEnd) {
        if (end - at < 4) {
            ledger.note(Anomaly.FRAME_TRUNCATED);
            return;
        }
        long family = bytes.u32be(at);
        long known = family > 0xFFFF ? bytes.u32le(at) : family;
        switch ((int) known) {
            // AF_INET and AF_INET6 of various systems.
            case 2, 10, 23, 24, 28, 30 -> layers.ip.decode(bytes, at + 4, end, wireEnd);
            default -> ledger.count(Count.OTHER_TRAFFIC);
        }
    }
}
