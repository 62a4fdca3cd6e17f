package io.sharetap.event;

/**
 * Holds an IP address as 128 bits in two longs; IPv4 as {@code ::ffff:a.b.c.d} (RFC 4291, 2.5.5.2).
 *
 * <p>Its text is dotted for IPv4 and RFC 5952's for IPv6.
 */
public record IpAddress(long high, long low) implements Comparable<IpAddress> {
    private static final long IPV4_PREFIX = 0xFFFF_0000_0000L;

    /** The address of an IPv4 host given as its 32 bits. */
    public static IpAddress ofIpv4(int bits) {
        return new IpAddress(0, IPV4_PREFIX | bits & 0xFFFF_FFFFL);
    }

    public boolean isIpv4() {
        return high == 0 && low >>> 32 == 0xFFFF;
    }

    @Override
    public int compareTo(IpAddress other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }
}
