package io.sharetap.frame;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;

/**
 * Reads the frames that nearly all are, as the layers do, but at once: Ethernet II without tags, IPv4 without options
 * and fragments, TCP. Whatever else a frame is, or claims, is left to the layers.
 *
 * <p>All that is looked at lies in the first 48 bytes, which are read as six numbers of 64 bits:
 *
 * <pre>
 *  0  destination MAC (6), source MAC (2)
 *  8  source MAC (4), EtherType (2), version and header length (1), type of service (1)
 * 16  total length (2), identification (2), flags and fragment offset (2), time to live (1), protocol (1)
 * 24  checksum (2), source address (4), destination address (2)
 * 32  destination address (2), source port (2), destination port (2), sequence number (2)
 * 40  sequence number (2), acknowledgment number (4), data offset (1), flags (1)
 * </pre>
 */
final class PlainFrames {
    private static final int IP_AT = 14;
    private static final int TCP_AT = 34;
    private static final int HEADERS_LENGTH = 54;
    private static final int TCP_HEADER_LENGTH_MIN = 20;
    private static final int TOTAL_LENGTH_MIN = HEADERS_LENGTH - IP_AT;

    private static final long ETHERTYPE_AND_VERSION = 0xFFFF_FF00L;
    private static final long IPV4_WITHOUT_OPTIONS = 0x0800_4500L;
    private static final long FRAGMENT_AND_PROTOCOL = 0x3FFF_00FFL;
    private static final long WHOLE_TCP = 0x0000_0006L;
    private static final long IPV4_MAPPED = 0xFFFF_0000_0000L; // ::ffff:a.b.c.d, RFC 4291, 2.5.5.2

    private final SmbPorts ports;
    private final CallPorts callPorts;
    private final Ledger ledger;
    private final SegmentSink sink;
    private final Segment segment = new Segment();

    PlainFrames(SmbPorts ports, CallPorts callPorts, Ledger ledger, SegmentSink sink) {
        this.ports = ports;
        this.callPorts = callPorts;
        this.ledger = ledger;
        this.sink = sink;
    }

    /** Decodes the frame if it is of the common form; otherwise returns false and has done nothing. */
    boolean decode(ByteWindow frame, int wireBytes, long epochNanos, long frameNumber) {
        if (frame.length() < HEADERS_LENGTH) {
            return false;
        }
        long at8 = frame.i64be(8);
        long at16 = frame.i64be(16);
        int wireEnd = IP_AT + (int) (at16 >>> 48);
        if ((at8 & ETHERTYPE_AND_VERSION) != IPV4_WITHOUT_OPTIONS
                || (at16 & FRAGMENT_AND_PROTOCOL) != WHOLE_TCP
                || wireEnd < IP_AT + TOTAL_LENGTH_MIN
                || wireEnd > wireBytes) {
            return false;
        }
        long at32 = frame.i64be(32);
        int sourcePort = (int) (at32 >>> 32) & 0xFFFF;
        int destinationPort = (int) (at32 >>> 16) & 0xFFFF;
        if (!ports.contains(destinationPort) && !ports.contains(sourcePort)) {
            boolean call = callPorts.mayBe(destinationPort) || callPorts.mayBe(sourcePort);
            if (!call) {
                ledger.count(Count.OTHER_TRAFFIC);
            }
            return !call;
        }
        long at40 = frame.i64be(40);
        int headerLength = (int) (at40 >>> 12 & 0xF) << 2;
        int payload = TCP_AT + headerLength;
        if (headerLength < TCP_HEADER_LENGTH_MIN || payload > wireEnd) {
            return false;
        }
        segment.epochNanos = epochNanos;
        segment.clockNanos = epochNanos;
        segment.frameNumber = frameNumber;
        segment.vlanId = Segment.NONE;
        long at0 = frame.i64be(0);
        segment.destinationMac = at0 >>> 16;
        segment.sourceMac = (at0 & 0xFFFF) << 32 | at8 >>> 32;
        long at24 = frame.i64be(24);
        segment.sourceLow = IPV4_MAPPED | at24 >>> 16 & 0xFFFF_FFFFL;
        segment.destinationLow = IPV4_MAPPED | (at24 & 0xFFFF) << 16 | at32 >>> 48;
        segment.sourcePort = sourcePort;
        segment.destinationPort = destinationPort;
        segment.sequence = (int) at32 << 16 | (int) (at40 >>> 48);
        segment.acknowledgment = (int) (at40 >>> 16);
        segment.flags = (int) at40 & 0xFF;
        int end = Math.min(frame.length(), wireEnd);
        int captured = Math.max(0, end - payload);
        segment.payload.wrap(frame, Math.min(payload, end), captured);
        segment.missingTailBytes = wireEnd - payload - captured;
        ledger.count(Count.SEGMENTS);
        sink.onSegment(segment);
        return true;
    }
}
