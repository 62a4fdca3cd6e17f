package io.sharetap.benchmarks;

import io.sharetap.base.Limits;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures what a frame costs in the rooms of the parser from {@code frame} to the named one; a room's own cost is the
 * difference to the room before it. Frames are made in memory that is in the cache; {@link LimitsBenchmark} measures
 * the cost of memory itself.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class RoomsBenchmark {
    private static final int FRAMES = 45;
    /** With the headers of NBSS, SMB2 and WRITE the frames are full. */
    private static final int WRITE_BYTES = (FRAMES - 1) * 1_460 - 4 - 64 - 48;

    private static final int CONNECTIONS = 8;
    /** So long that programs are forgotten before their content fills the memory. */
    private static final long FRAME_NANOS = 10_000_000;

    /** The last room. */
    @Param({"frame", "tcp", "nbss", "smb", "transfer", "pe"})
    public String room;

    private RoomChain documentChain;
    private RoomChain programChain;
    private MadeTraffic documents;
    private MadeTraffic programs;
    private int turn;

    /** Opens the connections, and a document on each. */
    @Setup
    public void open() {
        documentChain = new RoomChain(room, Limits.defaults(), FRAME_NANOS);
        programChain = new RoomChain(room, Limits.defaults(), FRAME_NANOS);
        documents = new MadeTraffic(documentChain, CONNECTIONS, CONNECTIONS, MadeContent.document(WRITE_BYTES), ".txt");
        programs = new MadeTraffic(programChain, CONNECTIONS, CONNECTIONS, MadeContent.program(WRITE_BYTES), ".exe");
        for (int i = 0; i < CONNECTIONS; i++) {
            documents.connect(i);
            documents.create(i, i);
            programs.connect(i);
        }
    }

    /** A frame of a WRITE of 64 KiB to a document, or its answer. */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public long document() {
        documents.write(turn++ % CONNECTIONS);
        return documentChain.sinks.bytes;
    }

    /** A frame of a program of 64 KiB, which is created, written and closed. */
    @Benchmark
    @OperationsPerInvocation(FRAMES + 4)
    public long program() {
        int file = turn % CONNECTIONS;
        programs.create(file, turn++);
        programs.write(file);
        programs.close(file);
        return programChain.sinks.bytes;
    }

    /** Gives the memory back. */
    @TearDown
    public void close() {
        documentChain.close();
        programChain.close();
    }
}
