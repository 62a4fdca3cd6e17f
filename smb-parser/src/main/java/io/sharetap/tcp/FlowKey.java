package io.sharetap.tcp;

import io.sharetap.base.KeyMixing;
import io.sharetap.frame.Segment;

/**
 * Takes a segment and gives the two ends of its connection in an order that is the same for both directions: the lower
 * address and port first. Reused; {@link Flow} keeps a copy. A key that is in a map must not be read into.
 */
public final class FlowKey {
    long lowHigh;
    long lowLow;
    int lowPort;
    long highHigh;
    long highLow;
    int highPort;

    /** True: the segment was sent by the lower end. */
    boolean fromLow;

    /** Takes the ends of this segment's connection; returns itself. */
    public FlowKey read(Segment segment) {
        fromLow = isLower(segment);
        if (fromLow) {
            lowHigh = segment.sourceHigh;
            lowLow = segment.sourceLow;
            lowPort = segment.sourcePort;
            highHigh = segment.destinationHigh;
            highLow = segment.destinationLow;
            highPort = segment.destinationPort;
        } else {
            lowHigh = segment.destinationHigh;
            lowLow = segment.destinationLow;
            lowPort = segment.destinationPort;
            highHigh = segment.sourceHigh;
            highLow = segment.sourceLow;
            highPort = segment.sourcePort;
        }
        return this;
    }

    void copyFrom(FlowKey other) {
        lowHigh = other.lowHigh;
        lowLow = other.lowLow;
        lowPort = other.lowPort;
        highHigh = other.highHigh;
        highLow = other.highLow;
        highPort = other.highPort;
        fromLow = other.fromLow;
    }

    /** Both ports in 32 bits. */
    long ports() {
        return (long) (lowPort & 0xFFFF) << 16 | highPort & 0xFFFF;
    }

    /** Equal for the same connection, whichever end sent the segment. */
    @Override
    public boolean equals(Object other) {
        return other instanceof FlowKey key && sameAs(key);
    }

    @Override
    public int hashCode() {
        return hash(KeyMixing.SEED);
    }

    boolean sameAs(FlowKey other) {
        return lowLow == other.lowLow
                && highLow == other.highLow
                && lowPort == other.lowPort
                && highPort == other.highPort
                && lowHigh == other.lowHigh
                && highHigh == other.highHigh;
    }

    private static boolean isLower(Segment segment) {
        int order = Long.compareUnsigned(segment.sourceHigh, segment.destinationHigh);
        if (order == 0) {
            order = Long.compareUnsigned(segment.sourceLow, segment.destinationLow);
        }
        return order != 0 ? order < 0 : segment.sourcePort < segment.destinationPort;
    }

    /** A cheap hash below {@code places}, which is a power of two. */
    int place(int places) {
        int mixed = ((int) lowLow * 31 + (int) highLow) * 31 + (lowPort ^ highPort);
        return mixed * 0x9E37_79B1 >>> 16 & places - 1;
    }

    /** A hash of the whole key, with {@code seed}. */
    int hash(long seed) {
        long ofHosts = KeyMixing.mix(seed, lowHigh, lowLow, highHigh, highLow);
        return (int) (KeyMixing.mix(ofHosts ^ ports()) >>> 32);
    }
}
