package io.sharetap.frame;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;

/**
 * Collects, on the way from the outermost header to the segment, what the segment will carry of the headers around it.
 * It keeps the positions of addresses, not their values: nearly all frames are dropped when their ports are read.
 */
final class Surroundings {
    private static final long IPV4_MAPPED = 0xFFFF_0000_0000L; // ::ffff:a.b.c.d, RFC 4291, 2.5.5.2
    private static final int ABSENT = -1;

    private final int depthMax;
    private final Ledger ledger;
    private int depth;

    private long epochNanos;
    private long frameNumber;
    private int vlanId;

    private ByteWindow macs;
    private int sourceMacAt;
    private int destinationMacAt;

    private boolean six;
    private int sourceAt;
    private int destinationAt;

    Surroundings(Limits limits, Ledger ledger) {
        this.depthMax = limits.tunnelDepthMax();
        this.ledger = ledger;
    }

    void start(long epochNanos, long frameNumber) {
        this.epochNanos = epochNanos;
        this.frameNumber = frameNumber;
        depth = 0;
        forgetLink();
    }

    /**
     * Enters a tunnel: link addresses seen so far belong to the tunnel's ends and are forgotten.
     *
     * @return false: the nesting is too deep, this tunnel is not followed
     */
    boolean enterTunnel() {
        if (!enterDatagram()) {
            return false;
        }
        ledger.count(Count.TUNNELS);
        forgetLink();
        return true;
    }

    /**
     * Enters a datagram that was put together from fragments. It counts as a level of nesting, as fragments may be
     * nested too.
     */
    boolean enterDatagram() {
        if (depth == depthMax) {
            ledger.note(Anomaly.TUNNEL_DEPTH_LIMIT);
            return false;
        }
        depth++;
        return true;
    }

    private void forgetLink() {
        vlanId = Segment.NONE;
        sourceMacAt = ABSENT;
        destinationMacAt = ABSENT;
    }

    /** An Ethernet header begins here. */
    void ethernet(ByteWindow bytes, int at) {
        macs = bytes;
        destinationMacAt = at;
        sourceMacAt = at + 6;
    }

    /** Linux cooked captures hold the sender's address only. */
    void sender(ByteWindow bytes, int macAt) {
        macs = bytes;
        sourceMacAt = macAt;
    }

    /** VID 0 is no VLAN but only a priority: IEEE 802.1Q, table 9-2. */
    void vlan(int tagControlInformation) {
        int id = tagControlInformation & 0xFFF;
        if (id != 0) {
            vlanId = id;
        }
    }

    void hostsV4(int sourceAt, int destinationAt) {
        six = false;
        this.sourceAt = sourceAt;
        this.destinationAt = destinationAt;
    }

    void hostsV6(int sourceAt, int destinationAt) {
        six = true;
        this.sourceAt = sourceAt;
        this.destinationAt = destinationAt;
    }

    /** The destination address of a source-routed packet: the last router of its list. */
    void finalDestinationV6(int destinationAt) {
        this.destinationAt = destinationAt;
    }

    long epochNanos() {
        return epochNanos;
    }

    int vlanId() {
        return vlanId;
    }

    boolean six() {
        return six;
    }

    int sourceAt() {
        return sourceAt;
    }

    int destinationAt() {
        return destinationAt;
    }

    /** Writes all that is known into {@code segment}; {@code bytes} hold the IP addresses. */
    void describe(Segment segment, ByteWindow bytes) {
        segment.epochNanos = epochNanos;
        segment.clockNanos = epochNanos;
        segment.frameNumber = frameNumber;
        segment.vlanId = vlanId;
        segment.sourceMac = mac(sourceMacAt);
        segment.destinationMac = mac(destinationMacAt);
        if (six) {
            segment.sourceHigh = bytes.i64be(sourceAt);
            segment.sourceLow = bytes.i64be(sourceAt + 8);
            segment.destinationHigh = bytes.i64be(destinationAt);
            segment.destinationLow = bytes.i64be(destinationAt + 8);
        } else {
            segment.sourceHigh = 0;
            segment.sourceLow = IPV4_MAPPED | bytes.u32be(sourceAt);
            segment.destinationHigh = 0;
            segment.destinationLow = IPV4_MAPPED | bytes.u32be(destinationAt);
        }
    }

    private long mac(int at) {
        return at == ABSENT ? Segment.NONE : (long) macs.u16be(at) << 32 | macs.u32be(at + 2);
    }
}
