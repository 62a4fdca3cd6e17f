package io.sharetap.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.frame.Segment;
import io.sharetap.frame.SegmentSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is given out of a host pair is the same whether one worker has all pairs, or each has its own. */
class WorkersTest {
    private static final int PAIRS = 4;
    private static final int SEEDS = Integer.getInteger("mutation.rounds", 300);

    @Test
    void doesNotDependOnHowPairsAreDealtToWorkers() {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Segment> segments = segments(new Random(seed));
            assertEquals(calls(segments, 1), calls(segments, PAIRS), "seed " + seed);
        }
    }

    /** The calls of each pair, over however many workers. */
    private static TreeMap<Long, String> calls(List<Segment> segments, int workers) {
        RecordedStreams[] streams = new RecordedStreams[workers];
        Reassembler[] reassemblers = new Reassembler[workers];
        for (int i = 0; i < workers; i++) {
            streams[i] = new RecordedStreams();
            reassemblers[i] = new Reassembler(Limits.defaults(), new Ledger(), streams[i]);
        }
        long last = 0;
        for (Segment segment : segments) {
            long client = Math.max(segment.sourceLow, segment.destinationLow);
            reassemblers[(int) (client % workers)].onSegment(segment);
            last = segment.epochNanos;
        }
        TreeMap<Long, String> calls = new TreeMap<>();
        for (int i = 0; i < workers; i++) {
            reassemblers[i].onTime(last);
            reassemblers[i].onEndOfInput();
            for (RecordedStreams.Recorded one : streams[i].connections) {
                calls.merge(one.connection.clientLow(), one.timedCalls() + "\n", String::concat);
            }
        }
        return calls;
    }

    private static List<Segment> segments(Random random) {
        List<Segment> segments = new ArrayList<>();
        SegmentSink collect = segments::add;
        Wire[] wires = new Wire[PAIRS];
        int[] at = new int[PAIRS];
        for (int i = 0; i < PAIRS; i++) {
            wires[i] = new Wire(collect);
            wires[i].serverAddress = 1;
            wires[i].clientAddress = 100 + i;
            if (random.nextBoolean()) {
                wires[i].handshake();
            }
        }
        long nanos = wires[0].nanos;
        for (int i = 0; i < 120; i++) {
            nanos += random.nextInt(40) == 0 ? random.nextLong(4_000_000_000_000L) : random.nextLong(300_000_000L);
            int pair = random.nextInt(PAIRS);
            Wire wire = wires[pair];
            wire.nanos = nanos;
            wire.frame = i;
            switch (random.nextInt(20)) {
                case 0 -> wire.clientReset(at[pair]);
                case 1 -> wire.clientFin(at[pair]);
                case 2 -> wire.serverFin(0);
                case 3 -> at[pair] += 3;
                case 4 -> wire.client(at[pair] + 3, "xyz");
                case 5, 6, 7, 8 -> wire.serverAcknowledges(at[pair]);
                default -> {
                    wire.client(at[pair], "abc");
                    at[pair] += 3;
                }
            }
        }
        return segments;
    }
}
