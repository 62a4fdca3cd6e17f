package io.sharetap.nbss;

import static io.sharetap.base.FuzzWork.require;

import io.netty.buffer.Unpooled;
import io.sharetap.base.FuzzSteps;
import io.sharetap.base.FuzzWork;
import io.sharetap.base.Limits;
import io.sharetap.frame.Segment;
import io.sharetap.tcp.LimitsWith;
import java.util.Map;

/**
 * Fuzz target: each step is a TCP segment, which goes on where its side of its connection stands unless it says
 * otherwise. Kind: from the server (bit 0), the connection (1 and 2), two seconds later (3), two hours later (4), with
 * a missing tail (5), a sequence number of its own (6), earlier (7). Body: flags, the distance from where the stream
 * stands, payload.
 */
public final class StreamFuzzer {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int CONNECTIONS = 4;
    private static final long ALLOCATED_MAX = 32L << 20;
    private static final long ALLOCATED_PER_BYTE = 2_000;
    private static final Limits LIMITS = LimitsWith.changed(Map.of(
            "connectionsMax",
            3,
            "halfOpenMax",
            8,
            "reorderBytesMax",
            24_576,
            "reorderBytesPerDirection",
            12_288,
            "reorderSegmentsPerDirection",
            12));

    private final CheckedStreams streams = new CheckedStreams(LIMITS);
    private final Segment segment = new Segment();
    private final int[][] next = new int[CONNECTIONS][2];

    private StreamFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        FuzzWork.bounded(ALLOCATED_MAX + input.length * ALLOCATED_PER_BYTE, () -> run(new FuzzSteps(input)));
    }

    private static void run(FuzzSteps steps) {
        StreamFuzzer fuzzer = new StreamFuzzer();
        if ((steps.setUp() & 1) != 0) {
            for (int[] each : fuzzer.next) {
                each[0] = -20; // the numbers wrap soon
            }
        }
        fuzzer.segment.epochNanos = 1_000_000 * SECOND_NANOS;
        while (steps.next()) {
            fuzzer.step(steps);
        }
        fuzzer.streams.end();
    }

    private void step(FuzzSteps steps) {
        boolean fromServer = steps.has(0);
        int connection = steps.kind() >>> 1 & 3;
        long later = steps.has(4) ? 7_200 * SECOND_NANOS : steps.has(3) ? 2 * SECOND_NANOS : 1_000;
        segment.epochNanos += steps.has(7) ? -later : later;
        segment.clockNanos = Math.max(segment.clockNanos, segment.epochNanos);
        segment.frameNumber++;
        int[] stands = next[connection];
        int side = fromServer ? 1 : 0;
        segment.flags = steps.u8() & 0x3F;
        int distance = steps.has(6) ? steps.i32() : (byte) steps.u8();
        segment.missingTailBytes = steps.has(5) ? steps.i16() & 0xFFFF : 0;
        byte[] payload = steps.rest(0);
        segment.payload.wrap(Unpooled.wrappedBuffer(payload), 0, payload.length);
        segment.sequence = steps.has(6) ? distance : stands[side] + distance;
        segment.acknowledgment = stands[1 - side];
        address(connection, fromServer);
        if (steps.has(6) || distance == 0) {
            boolean counted = (segment.flags & (Segment.SYN | Segment.FIN)) != 0;
            stands[side] = segment.sequence + payload.length + segment.missingTailBytes + (counted ? 1 : 0);
        }
        streams.onSegment(segment);
    }

    /** Connections 2 and 3 use the ports of 0 and 1 between other hosts. */
    private void address(int connection, boolean fromServer) {
        long client = 0xFFFF_0A00_0001L + (connection >>> 1);
        long server = 0xFFFF_0A00_00FFL;
        int port = 50_000 + (connection & 1);
        segment.sourceLow = fromServer ? server : client;
        segment.destinationLow = fromServer ? client : server;
        segment.sourcePort = fromServer ? 445 : port;
        segment.destinationPort = fromServer ? port : 445;
    }

    static {
        require(CONNECTIONS > LIMITS.connectionsMax(), "the table must be able to overflow");
    }
}
