package io.sharetap.nbss;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.frame.Segment;
import io.sharetap.tcp.Connection;
import io.sharetap.tcp.LimitsWith;
import io.sharetap.tcp.Reassembler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Sends segments that no host would send: whatever comes, nothing is thrown, the calls add up (the recording sink
 * checks), and what is kept stays within the limits.
 */
class HostileSegmentsTest {
    private static final int ROUNDS = Integer.getInteger("mutation.rounds", 300);
    private static final int SEGMENTS = 300;
    private static final int CONNECTIONS_MAX = 8;
    private static final int HELD_BYTES_MAX = 64 << 10;
    private static final Limits LIMITS = LimitsWith.changed(Map.of(
            "connectionsMax",
            CONNECTIONS_MAX,
            "halfOpenMax",
            16,
            "reorderBytesMax",
            HELD_BYTES_MAX,
            "reorderBytesPerDirection",
            16 << 10,
            "reorderSegmentsPerDirection",
            20,
            "connectionIdleNanos",
            100_000_000_000L));
    private static final byte[] KINDS = {(byte) 0xFC, (byte) 0xFD, (byte) 0xFE, (byte) 0xFF, 'x'};

    private Random random;
    private final List<RecordedMessages> recorded = new ArrayList<>();

    @Test
    void nothingIsThrownAndNothingGrows() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            try {
                run(seed);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private void run(int seed) {
        random = new Random(seed);
        recorded.clear();
        NbssFramer framer = new NbssFramer(new Ledger(), this::open);
        Reassembler reassembler = new Reassembler(LIMITS, new Ledger(), framer);
        long nanos = 1_700_000_000_000_000_000L;
        long clockNanos = nanos;
        int[] next = new int[64];
        for (int i = 0; i < SEGMENTS; i++) {
            nanos += random.nextInt(50) == 0 ? random.nextLong(-5_000_000_000L, 200_000_000_000L) : 1_000_000;
            Segment segment = segment(next);
            segment.epochNanos = nanos;
            clockNanos = Math.max(clockNanos, nanos);
            segment.clockNanos = clockNanos;
            segment.frameNumber = i + 1;
            reassembler.onSegment(segment);
            assertTrue(reassembler.connections() <= CONNECTIONS_MAX);
            assertTrue(reassembler.heldBytes() <= HELD_BYTES_MAX);
        }
        reassembler.onEndOfInput();
        assertTrue(reassembler.connections() == 0);
        assertTrue(reassembler.heldBytes() == 0);
        for (RecordedMessages messages : recorded) {
            assertTrue(messages.ended(), "not ended");
        }
    }

    private MessageSink open(Connection connection, Moment now) {
        RecordedMessages messages = new RecordedMessages();
        recorded.add(messages);
        return messages;
    }

    /** Mostly of some stream that goes on, now and then anything. */
    private Segment segment(int[] next) {
        Segment segment = new Segment();
        int stream = random.nextInt(next.length);
        boolean fromClient = (stream & 1) == 0;
        int port = 50_000 + stream / 2;
        segment.sourceLow = fromClient ? 1 : 2;
        segment.destinationLow = fromClient ? 2 : 1;
        segment.sourcePort = fromClient ? port : 445;
        segment.destinationPort = fromClient ? 445 : port;
        segment.flags = random.nextInt(4) == 0 ? random.nextInt(64) : Segment.ACK;
        segment.sequence = switch (random.nextInt(8)) {
            case 0 -> random.nextInt();
            case 1 -> next[stream] + random.nextInt(4_000) - 2_000;
            default -> next[stream];
        };
        segment.acknowledgment = random.nextInt(10) == 0 ? random.nextInt() : next[stream ^ 1];
        byte[] payload = payload();
        segment.payload.wrap(Unpooled.wrappedBuffer(payload), 0, payload.length - 1);
        segment.missingTailBytes = random.nextInt(10) == 0 ? random.nextInt(3_000) : 0;
        if (random.nextInt(8) != 0) {
            next[stream] += segment.payload.length() + segment.missingTailBytes;
        }
        return segment;
    }

    private byte[] payload() {
        byte[] payload = new byte[1 + random.nextInt(random.nextInt(10) == 0 ? 3_000 : 100)];
        random.nextBytes(payload);
        if (payload.length > 9 && random.nextInt(3) != 0) {
            payload[0] = random.nextInt(5) == 0 ? (byte) (0x81 + random.nextInt(6)) : 0;
            payload[1] = 0;
            payload[2] = (byte) random.nextInt(2);
            payload[4] = KINDS[random.nextInt(KINDS.length)];
            payload[5] = 'S';
            payload[6] = 'M';
            payload[7] = 'B';
        }
        return payload;
    }
}
