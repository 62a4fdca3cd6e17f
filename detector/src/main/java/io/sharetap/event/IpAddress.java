package io.sharetap.event;

/**
 * Holds an IP address as 128 bits in two longs; IPv4 as {@code ::ffff:a.b.c.d} (RFC 4291, 2.5.5.2).
 *
 * <p>Its text is dotted for IPv4 and RFC 5952's for IPv6.
 */
public record IpAddress(long high, long low) implements Comparable<IpAddress> {
    private static final long IPV4_PREFIX = 0xFFFF_0000_0000L;
    private static final int GROUPS = 8;

    /** The address of an IPv4 host given as its 32 bits. */
    public static IpAddress ofIpv4(int bits) {
        return new IpAddress(0, IPV4_PREFIX | bits & 0xFFFF_FFFFL);
    }

    /** Reads dotted IPv4 or any form of RFC 4291, 2.2; never asks a name server. Null: no address. */
    public static IpAddress parse(String text) {
        return text == null ? null : IpAddressText.parse(text);
    }

    public boolean isIpv4() {
        return high == 0 && low >>> 32 == 0xFFFF;
    }

    /** The 4 or 16 bytes as they stand in a packet. */
    public byte[] bytes() {
        int length = isIpv4() ? 4 : 16;
        byte[] bytes = new byte[length];
        for (int i = 1; i <= length; i++) {
            long half = i <= 8 ? low : high;
            bytes[length - i] = (byte) (half >>> (i - 1) % 8 * 8);
        }
        return bytes;
    }

    /** The 16 bits of group {@code index}, 0 being the first. */
    int group(int index) {
        long half = index < GROUPS / 2 ? high : low;
        return (int) (half >>> 48 - index % 4 * 16) & 0xFFFF;
    }

    /** Written by hand, like {@link #hashCode}: the methods generated for records are slow until they are compiled. */
    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress address && low == address.low && high == address.high;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(high) + Long.hashCode(low);
    }

    @Override
    public int compareTo(IpAddress other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return IpAddressText.of(this);
    }
}
