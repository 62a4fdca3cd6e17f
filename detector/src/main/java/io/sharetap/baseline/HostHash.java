package io.sharetap.baseline;

import io.sharetap.event.IpAddress;

/**
 * Hashes an address to the 56 bits by which sets of hosts know it. Two of 64 hosts collide in about one case of 10^13.
 */
final class HostHash {
    static final int BITS = 56;

    private HostHash() {}

    static long of(IpAddress host) {
        return of(host.high(), host.low());
    }

    static long of(long high, long low) {
        return mix(low ^ mix(high)) >>> Long.SIZE - BITS;
    }

    /** The finalizer of SplitMix64: every bit of the input reaches every bit of the output. */
    static long mix(long bits) {
        long mixed = bits + 0x9E37_79B9_7F4A_7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ mixed >>> 31;
    }
}
