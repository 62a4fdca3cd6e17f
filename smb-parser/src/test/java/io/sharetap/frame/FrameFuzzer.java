package io.sharetap.frame;

import static io.sharetap.base.FuzzWork.require;

import io.netty.buffer.Unpooled;
import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.FuzzSteps;
import io.sharetap.base.FuzzWork;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.tcp.LimitsWith;
import java.util.Map;

/**
 * Fuzz target: each step is a frame. Kind: link type (bits 0 to 2, or none that we know: 3), longer on the wire (4), a
 * minute later (5), earlier (6).
 */
public final class FrameFuzzer {
    private static final int[] LINK_TYPES = {1, 101, 113, 276, 0, 12, 108, 228};
    private static final int LINK_TYPE_UNKNOWN = 147;
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long ALLOCATED_MAX = 1 << 20;
    /** A fragment of a few bytes may lie at the end of a datagram of 64 KiB. */
    private static final long ALLOCATED_PER_BYTE = 4_000;

    private static final SmbPorts PORTS = new SmbPorts(new int[0]);
    private static final Limits LIMITS =
            LimitsWith.changed(Map.of("tunnelDepthMax", 3, "fragmentDatagramsMax", 4, "fragmentBytesMax", 100_000));

    private final Ledger ledger = new Ledger();
    private final ByteWindow window = new ByteWindow();
    private final FrameDecoder decoder;
    private int frames;
    private long frameBytes;
    private int segments;

    private FrameFuzzer(boolean checksumsCount) {
        decoder = new FrameDecoder(LIMITS, ledger, new int[0], checksumsCount, this::onSegment);
    }

    public static void fuzzerTestOneInput(byte[] input) {
        FuzzWork.bounded(ALLOCATED_MAX + input.length * ALLOCATED_PER_BYTE, () -> run(new FuzzSteps(input)));
    }

    private static void run(FuzzSteps steps) {
        FrameFuzzer fuzzer = new FrameFuzzer((steps.setUp() & 1) != 0);
        long epochNanos = MINUTE_NANOS;
        while (steps.next()) {
            epochNanos += (steps.has(5) ? MINUTE_NANOS : 1) * (steps.has(6) ? -1 : 1);
            fuzzer.frame(steps, epochNanos);
        }
        fuzzer.checkCounts();
    }

    private void frame(FuzzSteps steps, long epochNanos) {
        int linkType = steps.has(3) ? LINK_TYPE_UNKNOWN : LINK_TYPES[steps.kind() & 7];
        int wireMore = steps.has(4) ? steps.i16() : 0;
        byte[] frame = steps.rest(0);
        frameBytes += frame.length;
        int before = segments;
        long reported = reported();
        window.wrap(Unpooled.wrappedBuffer(frame), 0, frame.length);
        decoder.onFrame(linkType, window, frame.length + wireMore, epochNanos, ++frames);
        require(segments <= before + 1, "a frame gave " + (segments - before) + " segments");
        require(reported() > reported, "a frame was passed over in silence");
        require(decoder.heldBytes() <= LIMITS.fragmentBytesMax(), "fragments hold " + decoder.heldBytes() + " bytes");
    }

    /** What the ledger knows of frames: each must leave a trace in it. */
    private long reported() {
        long reported = ledger.of(Count.SEGMENTS) + ledger.of(Count.OTHER_TRAFFIC) + ledger.of(Count.FRAGMENTS);
        for (Anomaly anomaly : Anomaly.values()) {
            reported += ledger.of(anomaly);
        }
        return reported;
    }

    private void onSegment(Segment segment) {
        segments++;
        int bytes = segment.payload.length();
        require(bytes <= 65_535 && segment.missingTailBytes >= 0, bytes + " and " + segment.missingTailBytes);
        require(bytes + segment.missingTailBytes <= 65_535, "longer than any IP packet");
        require(PORTS.contains(segment.sourcePort) || PORTS.contains(segment.destinationPort), "of no SMB port");
        require(segment.vlanId >= -1 && segment.vlanId <= 4_095, "VLAN " + segment.vlanId);
        require(segment.sourceMac >= -1 && segment.sourceMac >>> 48 <= 0xFFFF, "MAC " + segment.sourceMac);
        for (int i = 0; i < bytes; i++) {
            segment.payload.u8(i);
        }
    }

    private void checkCounts() {
        require(ledger.of(Count.FRAMES) == frames, "frames counted: " + ledger.of(Count.FRAMES));
        require(ledger.of(Count.FRAME_BYTES) == frameBytes, "bytes counted: " + ledger.of(Count.FRAME_BYTES));
        require(ledger.of(Count.SEGMENTS) == segments, "segments counted: " + ledger.of(Count.SEGMENTS));
    }
}
