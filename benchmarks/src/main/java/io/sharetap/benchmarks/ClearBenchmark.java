package io.sharetap.benchmarks;

import io.sharetap.base.Limits;
import io.sharetap.unseal.KeyFile;
import io.sharetap.unseal.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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
 * Measures what an unencrypted frame costs in the rooms from {@code frame} to {@code smb}, with and without keys for
 * decryption: for WRITEs of 64 KiB, and for small requests alone, which such keys slow down most.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class ClearBenchmark {
    private static final int FRAMES = 45;
    private static final int WRITE_BYTES = (FRAMES - 1) * 1_460 - 4 - 64 - 48;
    private static final int SMALL_FRAMES = 4;
    private static final int CONNECTIONS = 8;
    private static final long FRAME_NANOS = 10_000_000;

    @Param({"none", "given"})
    public String keys;

    private RoomChain chain;
    private MadeTraffic traffic;
    private int turn;

    /** Opens the connections, and a document on each. */
    @Setup
    public void open() {
        Secrets secrets = KeyFile.read("password alice Secret".getBytes(StandardCharsets.US_ASCII));
        Supplier<Secrets> given = keys.equals("given") ? () -> secrets : null;
        chain = new RoomChain("smb", Limits.defaults(), FRAME_NANOS, given);
        traffic = new MadeTraffic(chain, CONNECTIONS, 2 * CONNECTIONS, MadeContent.document(WRITE_BYTES), ".txt");
        for (int i = 0; i < CONNECTIONS; i++) {
            traffic.connect(i);
            traffic.create(i, i);
        }
    }

    /** A frame of a WRITE of 64 KiB, or its answer. */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public long write() {
        traffic.write(turn++ % CONNECTIONS);
        return chain.sinks.bytes;
    }

    /** A frame of a CREATE, a CLOSE, or of an answer to one. */
    @Benchmark
    @OperationsPerInvocation(SMALL_FRAMES)
    public long small() {
        int file = CONNECTIONS + turn % CONNECTIONS;
        traffic.create(file, turn++);
        traffic.close(file);
        return chain.sinks.bytes;
    }

    /** Gives the memory back. */
    @TearDown
    public void close() {
        chain.close();
    }
}
