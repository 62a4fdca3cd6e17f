package io.sharetap.frame;

import io.netty.buffer.Unpooled;
import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Decodes frames and remembers every segment, in words that tests compare. */
final class Decoded implements SegmentSink {
    static final int ETHERNET = 1;
    static final int RAW = 101;

    final Ledger ledger = new Ledger();
    final List<Seen> segments = new ArrayList<>();
    final FrameDecoder decoder;
    private long frameNumber;

    record Seen(
            String source,
            int sourcePort,
            String destination,
            int destinationPort,
            String payload,
            int missingTailBytes,
            int vlanId,
            long sourceMac,
            long destinationMac) {}

    Decoded(int... extraPorts) {
        this(Limits.defaults(), extraPorts);
    }

    Decoded(Limits limits, int... extraPorts) {
        decoder = new FrameDecoder(limits, ledger, extraPorts, this);
    }

    Decoded frame(int linkType, byte[] bytes) {
        return frame(linkType, bytes, bytes.length, 0);
    }

    Decoded frame(int linkType, byte[] bytes, int wireBytes, long epochNanos) {
        ByteWindow window = new ByteWindow().wrap(Unpooled.wrappedBuffer(bytes), 0, bytes.length);
        decoder.onFrame(linkType, window, wireBytes, epochNanos, ++frameNumber);
        return this;
    }

    int[] callPorts() {
        return decoder.callPorts();
    }

    Seen only() {
        if (segments.size() != 1) {
            throw new AssertionError("segments: " + segments + ", " + anomalies());
        }
        return segments.get(0);
    }

    /** Anomalies noted so far, as {@code label=count}. */
    List<String> anomalies() {
        List<String> noted = new ArrayList<>();
        for (Anomaly anomaly : Anomaly.values()) {
            if (ledger.of(anomaly) > 0) {
                noted.add(anomaly.label() + "=" + ledger.of(anomaly));
            }
        }
        return noted;
    }

    @Override
    public void onSegment(Segment segment) {
        byte[] payload = new byte[segment.payload.length()];
        segment.payload.copyTo(0, payload, 0, payload.length);
        segments.add(new Seen(
                address(segment.sourceHigh, segment.sourceLow),
                segment.sourcePort,
                address(segment.destinationHigh, segment.destinationLow),
                segment.destinationPort,
                HexFormat.of().formatHex(payload),
                segment.missingTailBytes,
                segment.vlanId,
                segment.sourceMac,
                segment.destinationMac));
    }

    private static String address(long high, long low) {
        if (high == 0 && low >>> 32 == 0xFFFF) {
            return (low >>> 24 & 0xFF) + "." + (low >>> 16 & 0xFF) + "." + (low >>> 8 & 0xFF) + "." + (low & 0xFF);
        }
        return Long.toHexString(high) + ":" + Long.toHexString(low);
    }
}
