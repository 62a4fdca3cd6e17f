package io.sharetap.frame;

import io.sharetap.base.ByteWindow;

/**
 * Checks the checksums of IPv4 headers and TCP segments (RFC 1071), where the settings ask for it. A receiver drops a
 * packet with a wrong one, so an attacker can show the sensor bytes that the server never accepts. Off by default: in a
 * capture made on a host with checksum offloading, that host's own packets have none yet.
 */
final class Checksums {
    private static final int TCP = 6;
    private static final int V4_ADDRESS_LENGTH = 4;
    private static final int V6_ADDRESS_LENGTH = 16;

    private final boolean count;

    /** @param count whether packets with wrong checksums are refused */
    Checksums(boolean count) {
        this.count = count;
    }

    /** Whether this IPv4 header, which is captured whole, is refused. */
    boolean refusesHeader(ByteWindow bytes, int at, int headerLength) {
        return count && folded(sum(bytes, at, headerLength)) != 0xFFFF;
    }

    /** Whether this TCP segment is refused; one that is not captured whole cannot be judged. */
    boolean refusesSegment(Surroundings hosts, ByteWindow bytes, int at, int end, int wireEnd) {
        if (!count || end != wireEnd) {
            return false;
        }
        int addressLength = hosts.six() ? V6_ADDRESS_LENGTH : V4_ADDRESS_LENGTH;
        long sum = sum(bytes, hosts.sourceAt(), addressLength)
                + sum(bytes, hosts.destinationAt(), addressLength)
                + TCP
                + (end - at)
                + sum(bytes, at, end - at);
        return folded(sum) != 0xFFFF;
    }

    private static long sum(ByteWindow bytes, int at, int length) {
        long sum = 0;
        int even = at + (length & ~1);
        for (int place = at; place < even; place += 2) {
            sum += bytes.u16be(place);
        }
        return (length & 1) == 0 ? sum : sum + (bytes.u8(even) << 8);
    }

    private static int folded(long sum) {
        long folded = sum;
        while (folded > 0xFFFF) {
            folded = (folded & 0xFFFF) + (folded >>> 16);
        }
        return (int) folded;
    }
}
