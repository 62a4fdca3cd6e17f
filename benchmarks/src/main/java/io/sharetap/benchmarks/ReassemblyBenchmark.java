package io.sharetap.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.frame.Segment;
import io.sharetap.nbss.NbssFramer;
import io.sharetap.tcp.Reassembler;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures what one segment of 1,460 bytes costs from the reassembler to the framed message: messages of 64 KiB on
 * several connections, whose segments take turns, in order or with each pair swapped.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReassemblyBenchmark {
    private static final int SEGMENT_BYTES = 1_460;
    private static final int SEGMENTS_A_MESSAGE = 46;
    private static final int MESSAGE_BYTES = SEGMENTS_A_MESSAGE * SEGMENT_BYTES;

    @Param({"1", "64", "10000"})
    public int connections;

    @Param({"false", "true"})
    public boolean swapped;

    private final Segment segment = new Segment();
    private final CountingSinks sinks = new CountingSinks();
    private ByteBuf message;
    private Reassembler reassembler;
    private int[] sent;
    private int turn;

    /** Opens the connections. */
    @Setup
    public void open() {
        message = Unpooled.directBuffer(MESSAGE_BYTES).writeZero(MESSAGE_BYTES);
        message.setInt(0, MESSAGE_BYTES - 4).setInt(4, 0xFE53_4D42);
        reassembler = new Reassembler(
                Limits.defaults(), new Ledger(), new NbssFramer(new Ledger(), (connection, now) -> sinks.messages));
        sent = new int[connections];
        segment.destinationLow = 1;
        segment.destinationPort = 445;
        segment.sourcePort = 50_000;
        for (int i = 0; i < connections; i++) {
            segment.sourceLow = 2 + i;
            segment.sequence = -1;
            segment.flags = Segment.SYN;
            segment.payload.wrap(message, 0, 0);
            reassembler.onSegment(segment);
        }
        segment.flags = Segment.ACK;
    }

    /** One segment. */
    @Benchmark
    public long segment() {
        int number = swapped ? sent[turn] ^ 1 : sent[turn];
        segment.sourceLow = 2 + turn;
        segment.sequence = number * SEGMENT_BYTES;
        segment.payload.wrap(message, number % SEGMENTS_A_MESSAGE * SEGMENT_BYTES, SEGMENT_BYTES);
        segment.epochNanos += 1_000;
        segment.frameNumber++;
        reassembler.onSegment(segment);
        sent[turn]++;
        turn = turn + 1 == connections ? 0 : turn + 1;
        return sinks.bytes;
    }
}
