package io.sharetap.frame;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;

/**
 * Reads a TCP header (RFC 9293, 3.1) and gives the segment, if one of its ports is SMB's or one of its ends a known
 * endpoint of DCE/RPC.
 */
final class TcpLayer {
    private static final int PORTS_LENGTH = 4;
    private static final int SEQUENCE_AT = 4; // Sequence Number, u32
    private static final int ACKNOWLEDGMENT_AT = 8; // Acknowledgment Number, u32
    private static final int DATA_OFFSET_AT = 12; // Data Offset, high 4 bits, in units of 4 bytes
    private static final int FLAGS_AT = 13; // Control bits, u8
    private static final int HEADER_LENGTH_MIN = 20;

    private final SmbPorts ports;
    private final CallPorts callPorts;
    private final Checksums checksums;
    private final Surroundings surroundings;
    private final Ledger ledger;
    private final SegmentSink sink;
    private final Segment segment = new Segment();

    TcpLayer(
            SmbPorts ports,
            CallPorts callPorts,
            Checksums checksums,
            Surroundings surroundings,
            Ledger ledger,
            SegmentSink sink) {
        this.ports = ports;
        this.callPorts = callPorts;
        this.checksums = checksums;
        this.surroundings = surroundings;
        this.ledger = ledger;
        this.sink = sink;
    }

    void decode(ByteWindow bytes, int at, int end, int wireEnd) {
        if (end - at < PORTS_LENGTH) {
            ledger.note(Anomaly.FRAME_TRUNCATED);
            return;
        }
        int bothPorts = bytes.i32be(at);
        int sourcePort = bothPorts >>> 16;
        int destinationPort = bothPorts & 0xFFFF;
        boolean files = ports.contains(destinationPort) || ports.contains(sourcePort);
        if (!files && !callPorts.mayBe(destinationPort) && !callPorts.mayBe(sourcePort)) {
            ledger.count(Count.OTHER_TRAFFIC);
            return;
        }
        if (end - at < HEADER_LENGTH_MIN) {
            ledger.note(Anomaly.FRAME_TRUNCATED);
            return;
        }
        int headerLength = bytes.u8(at + DATA_OFFSET_AT) >>> 4 << 2;
        int payload = at + headerLength;
        if (headerLength < HEADER_LENGTH_MIN || payload > wireEnd) {
            ledger.note(Anomaly.TCP_HEADER_INVALID);
            return;
        }
        if (checksums.refusesSegment(surroundings, bytes, at, end, wireEnd)) {
            ledger.note(Anomaly.TCP_CHECKSUM_WRONG);
            return;
        }
        segment.sourcePort = sourcePort;
        segment.destinationPort = destinationPort;
        segment.sequence = bytes.i32be(at + SEQUENCE_AT);
        segment.acknowledgment = bytes.i32be(at + ACKNOWLEDGMENT_AT);
        segment.flags = bytes.u8(at + FLAGS_AT);
        // Where a snap length cut inside the options, the whole payload is missing.
        int payloadCaptured = Math.max(0, end - payload);
        segment.payload.wrap(bytes, Math.min(payload, end), payloadCaptured);
        segment.missingTailBytes = wireEnd - payload - payloadCaptured;
        surroundings.describe(segment, bytes);
        if (!files) {
            if (!callPorts.concern(segment)) {
                ledger.count(Count.OTHER_TRAFFIC);
                return;
            }
            callPorts.look(segment);
        }
        ledger.count(files ? Count.SEGMENTS : Count.CALL_SEGMENTS);
        sink.onSegment(segment);
    }
}
