package io.sharetap.capture;

/**
 * Remembers what an Interface Description Block said, and turns that interface's timestamps into nanoseconds:
 * draft-ietf-opsawg-pcapng 4.2.
 */
final class PcapngInterface {
    /** if_tsresol where the option is absent: microseconds. */
    static final int RESOLUTION_DEFAULT = 6;

    private static final int RESOLUTION_BINARY = 0x80;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int SMALLEST_DECIMAL_UNIT = 28; // in smaller units 64 bits span less than a nanosecond
    private static final int LONGEST_BINARY_FRACTION = 33; // 2^33 * 10^9 still fits 63 bits

    private final int linkType;
    private final int snapLength;
    private final long offsetNanos;
    private final boolean binary;
    private final int exponent;
    /** For decimal units: nanoseconds per unit, or units per nanosecond where the unit is smaller. */
    private final long factor;

    /**
     * @param resolution if_tsresol as stored
     * @param offsetSeconds if_tsoffset
     */
    PcapngInterface(int linkType, int snapLength, int resolution, long offsetSeconds) {
        this.linkType = linkType;
        this.snapLength = snapLength;
        this.offsetNanos = offsetSeconds * NANOS_PER_SECOND;
        this.binary = (resolution & RESOLUTION_BINARY) != 0;
        this.exponent = resolution & ~RESOLUTION_BINARY;
        this.factor = powerOfTen(Math.abs(9 - exponent));
    }

    int linkType() {
        return linkType;
    }

    /** Bytes kept of a frame, unsigned; 0: all. */
    int snapLength() {
        return snapLength;
    }

    /** A timestamp of this interface, as nanoseconds since 1970. */
    long epochNanos(long timestamp) {
        if (binary) {
            return binaryNanos(timestamp) + offsetNanos;
        }
        if (exponent <= 9) {
            return timestamp * factor + offsetNanos;
        }
        return exponent > SMALLEST_DECIMAL_UNIT ? offsetNanos : Long.divideUnsigned(timestamp, factor) + offsetNanos;
    }

    private long binaryNanos(long timestamp) {
        if (exponent == 0) {
            return timestamp * NANOS_PER_SECOND;
        }
        long seconds = exponent < Long.SIZE ? timestamp >>> exponent : 0;
        // The fraction as a number of bits after the binary point; bits beyond those that can matter are cut.
        int bits = exponent;
        long fraction = bits < Long.SIZE ? timestamp & (1L << bits) - 1 : timestamp;
        if (bits > LONGEST_BINARY_FRACTION) {
            int surplus = bits - LONGEST_BINARY_FRACTION;
            fraction = surplus < Long.SIZE ? fraction >>> surplus : 0;
            bits = LONGEST_BINARY_FRACTION;
        }
        return seconds * NANOS_PER_SECOND + (fraction * NANOS_PER_SECOND >>> bits);
    }

    /** Unsigned; exact up to 10^19. */
    private static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
