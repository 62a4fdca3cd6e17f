package io.sharetap.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.base.SteadyState;
import io.sharetap.frame.Segment;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int SEGMENT_BYTES = 1_460;
    private static final int ROUNDS = 20_000;

    private final Ledger ledger = new Ledger();
    private final CountingSink sink = new CountingSink();
    private final Reassembler reassembler = new Reassembler(Limits.defaults(), ledger, (connection, now) -> sink);
    private final Wire wire = new Wire(reassembler);
    private Segment data;
    private Segment answer;
    private int sequence;

    @Test
    void segmentsInOrderAllocateNothing() {
        int runs = assertAllocatesNothing(() -> {
            send(0);
            send(1);
            sequence += 2 * SEGMENT_BYTES;
            wire.deliver(answer);
        });
        assertEquals(2L * runs * ROUNDS * SEGMENT_BYTES, sink.bytes - 1);
    }

    @Test
    void segmentsOutOfOrderAllocateNothing() {
        int runs = assertAllocatesNothing(() -> {
            send(2);
            send(1);
            send(1);
            send(0);
            sequence += 3 * SEGMENT_BYTES;
            wire.deliver(answer);
        });
        assertEquals(3L * runs * ROUNDS * SEGMENT_BYTES, sink.bytes - 1);
        assertEquals(0, ledger.of(Count.GAP_BYTES));
    }

    private int assertAllocatesNothing(Runnable round) {
        wire.handshake().client(0, "x");
        sequence = wire.clientIsn + 2;
        data = wire.segment(true, 0, wire.serverIsn + 1, Segment.ACK, new byte[SEGMENT_BYTES], 0);
        answer = wire.segment(false, wire.serverIsn + 1, 0, Segment.ACK, new byte[0], 0);
        return SteadyState.allocatesNothing(ROUNDS, () -> repeat(round));
    }

    private void repeat(Runnable round) {
        for (int i = 0; i < ROUNDS; i++) {
            wire.nanos += 1_000;
            answer.acknowledgment = sequence;
            round.run();
        }
    }

    private void send(int segments) {
        data.sequence = sequence + segments * SEGMENT_BYTES;
        wire.deliver(data);
    }

    private static final class CountingSink implements StreamSink {
        private long bytes;

        @Override
        public void onBytes(Side from, ByteWindow window, Moment now) {
            bytes += window.length();
        }

        @Override
        public void onGap(Side from, long gapBytes, Moment now) {
            throw new AssertionError("a gap of " + gapBytes);
        }

        @Override
        public void onEnd(EndReason reason, Moment now) {
            throw new AssertionError("an end");
        }
    }
}
