package io.sharetap.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures what the machine itself needs for one frame of 1,514 bytes, below which no room can go: touching its
 * headers, reading all of it, copying it, hashing it. The frames follow each other in memory too large for any cache.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class LimitsBenchmark {
    private static final int FRAME_BYTES = 1_514;
    private static final int FRAMES = 150_000;
    private static final int SECOND_LINE = 64;

    private final byte[] copy = new byte[FRAME_BYTES];
    private ByteBuf memory;
    private MessageDigest sha256;
    private int turn;

    /** Fills the memory. */
    @Setup
    public void fill() throws NoSuchAlgorithmException {
        memory = Unpooled.directBuffer(FRAMES * FRAME_BYTES);
        for (int at = 0; at + Long.BYTES <= memory.capacity(); at += Long.BYTES) {
            memory.setLong(at, at * 0x9E37_79B9_7F4A_7C15L);
        }
        sha256 = MessageDigest.getInstance("SHA-256");
    }

    private int next() {
        turn = turn + 1 == FRAMES ? 0 : turn + 1;
        return turn * FRAME_BYTES;
    }

    /** Reads the two cache lines with headers. */
    @Benchmark
    public int headerTouch() {
        int at = next();
        return memory.getByte(at) + memory.getByte(at + SECOND_LINE);
    }

    /** Reads every byte, eight at a time. */
    @Benchmark
    public long memoryRead() {
        int at = next();
        long sum = 0;
        for (int i = 0; i + Long.BYTES <= FRAME_BYTES; i += Long.BYTES) {
            sum += memory.getLongLE(at + i);
        }
        return sum;
    }

    /** Copies every byte to an array that is in the cache. */
    @Benchmark
    public byte[] memoryCopy() {
        memory.getBytes(next(), copy);
        return copy;
    }

    /** Hashes every byte from the array to which it was copied; this includes finishing one digest a frame. */
    @Benchmark
    public int sha256() throws DigestException {
        memory.getBytes(next(), copy);
        sha256.update(copy);
        return sha256.digest(copy, 0, copy.length);
    }
}
