package io.sharetap.benchmarks;

import io.sharetap.base.Limits;
import io.sharetap.config.SensorConfig;
import java.util.List;
import java.util.Map;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures what a WRITE of 4 KiB and its answer cost, as four frames from the frame to the file, with this number of
 * open files, each written to in turn: on ten connections, or each on its own.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class LinearityBenchmark {
    private static final int WRITE_BYTES = 4_096;
    private static final int FEW_CONNECTIONS = 10;
    /** So short that no file rests, however many there are. */
    static final long FRAME_NANOS = 1_000;

    /** Files open at once. */
    @Param({"10", "1000", "100000"})
    public int files;

    /** Whether each file has a connection of its own. */
    @Param({"false", "true"})
    public boolean flows;

    private RoomChain chain;
    private MadeTraffic traffic;
    private int turn;

    /** Limits with room for so many files and connections. */
    static Limits roomFor(int count) {
        List<SensorConfig.Option> options =
                List.of("files-max", "opens-max", "connections-max", "half-open-max", "sessions-max", "trees-max")
                        .stream()
                        .map(name -> new SensorConfig.Option("limits." + name, String.valueOf(2 * count), "benchmark"))
                        .toList();
        return SensorConfig.of(options, Map.of(), null).limits();
    }

    /** Opens the connections and the files. */
    @Setup
    public void open() {
        chain = new RoomChain("transfer", roomFor(files), FRAME_NANOS);
        int connections = flows ? files : FEW_CONNECTIONS;
        traffic = new MadeTraffic(chain, connections, files, MadeContent.document(WRITE_BYTES), ".txt");
        for (int i = 0; i < connections; i++) {
            traffic.connect(i);
        }
        for (int i = 0; i < files; i++) {
            traffic.create(i, i);
        }
    }

    /** One WRITE and its answer. */
    @Benchmark
    public long write() {
        traffic.write(turn);
        turn = turn + 1 == files ? 0 : turn + 1;
        return chain.sinks.bytes;
    }

    /** Gives the memory back. */
    @TearDown
    public void close() {
        chain.close();
    }
}
