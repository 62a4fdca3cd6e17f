package io.sharetap.frame;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Hosts;

/**
 * Holds one TCP segment as found in a frame, with its innermost hosts. Reused; valid during the call.
 *
 * <p>Addresses are 128 bits in two longs; an IPv4 address is held as {@code ::ffff:a.b.c.d} (RFC 4291, 2.5.5.2).
 */
public final class Segment {
    public static final int FIN = 0x01;
    public static final int SYN = 0x02;
    public static final int RST = 0x04;
    public static final int ACK = 0x10;

    /** Stands for a MAC address or VLAN that the frame did not have. */
    public static final int NONE = -1;

    /** Capture time, nanoseconds since 1970-01-01T00:00Z. */
    public long epochNanos;

    /** What the capture's clock shows, which never goes back; see {@link io.sharetap.base.Moment}. */
    public long clockNanos;

    /** The frame's number in the whole input, from 1. */
    public long frameNumber;

    public long sourceHigh;
    public long sourceLow;
    public long destinationHigh;
    public long destinationLow;
    public int sourcePort;
    public int destinationPort;

    /** 48 bits, or {@link #NONE}. */
    public long sourceMac;

    /** 48 bits, or {@link #NONE}. */
    public long destinationMac;

    /** The innermost VLAN identifier, 0 to 4094, or {@link #NONE}. */
    public int vlanId;

    /** Sequence number of the first payload byte, or of the SYN; unsigned 32 bits in an int. */
    public int sequence;

    public int acknowledgment;

    /** {@link #FIN}, {@link #SYN}, {@link #RST}, {@link #ACK}; other bits as on the wire. */
    public int flags;

    /** The payload as far as it was captured. */
    public final ByteWindow payload = new ByteWindow();

    /** Bytes of payload that were on the wire behind {@link #payload} but not captured (snap length). */
    public int missingTailBytes;

    /**
     * The client and server whose session uses this segment's connection as a further channel, where their addresses
     * differ from the connection's. Null: the connection counts for the hosts of its own addresses.
     */
    public Hosts home;

    /** Copies all values of {@code other}; the payload is not copied and still lies in the same memory. */
    public void copyFrom(Segment other) {
        epochNanos = other.epochNanos;
        clockNanos = other.clockNanos;
        frameNumber = other.frameNumber;
        sourceHigh = other.sourceHigh;
        sourceLow = other.sourceLow;
        destinationHigh = other.destinationHigh;
        destinationLow = other.destinationLow;
        sourcePort = other.sourcePort;
        destinationPort = other.destinationPort;
        sourceMac = other.sourceMac;
        destinationMac = other.destinationMac;
        vlanId = other.vlanId;
        sequence = other.sequence;
        acknowledgment = other.acknowledgment;
        flags = other.flags;
        payload.wrap(other.payload, 0, other.payload.length());
        missingTailBytes = other.missingTailBytes;
        home = other.home;
    }

    /**
     * A hash that is the same for both directions between two hosts; it chooses the worker. Each address is mixed by
     * itself before the two are added: otherwise a prefix that both share, as hosts of one network do, would cancel
     * out.
     */
    public int hostPairHash() {
        long both = mix(sourceHigh, sourceLow) + mix(destinationHigh, destinationLow);
        return (int) (both * 0x9E37_79B9_7F4A_7C15L >>> 32);
    }

    private static long mix(long high, long low) {
        long mixed = (high * 0x9E37_79B9_7F4A_7C15L + low) * 0xD6E8_FEB8_6659_FD93L;
        return (mixed ^ mixed >>> 32) * 0xD6E8_FEB8_6659_FD93L;
    }
}
