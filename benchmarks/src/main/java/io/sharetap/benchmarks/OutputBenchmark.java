package io.sharetap.benchmarks;

import io.sharetap.event.FileWrite;
import io.sharetap.output.EventLevel;
import io.sharetap.output.JsonRecords;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures what the record of a write costs as a line of JSON, and, as its lower limit, what copying that line costs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class OutputBenchmark {
    private final FileWrite write =
            MadeEvents.write(1, "0123456789abcdef", MadeEvents.hosts(7), new byte[32], new byte[32]);
    private final CopyingStream stream = new CopyingStream();
    private final JsonRecords records = new JsonRecords(stream, EventLevel.ALL, broken -> {});

    /** One record. */
    @Benchmark
    public long record() {
        records.onEvent(write);
        return stream.bytes;
    }

    /** Copies as many bytes as a record has. */
    @Benchmark
    public long copy() {
        stream.write(stream.copy, 0, stream.line);
        return stream.bytes;
    }

    private static final class CopyingStream extends OutputStream {
        private final byte[] copy = new byte[1 << 16];
        /** Roughly the length of a record. */
        private final int line = 700;

        private long bytes;

        @Override
        public void write(int one) {
            bytes++;
        }

        @Override
        public void write(byte[] from, int at, int count) {
            bytes += count;
            System.arraycopy(from, at, copy, 0, Math.min(count, copy.length));
        }
    }
}
