package io.sharetap.benchmarks;

import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertUpdate;
import io.sharetap.baseline.BaselineSettings;
import io.sharetap.baseline.ChronicleBaseline;
import io.sharetap.detect.DetectorSettings;
import io.sharetap.detect.DetectorSink;
import io.sharetap.detect.RareWriteDetector;
import io.sharetap.event.FileWrite;
import io.sharetap.event.SensorEvent;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * Measures how many executable writes a second one core judges and remembers, from the event to the decision that it
 * raises nothing. The maps hold a million executables and 100,000 destinations; any executable goes to any destination,
 * each destination has four clients, and a day has half a million writes and includes its close.
 *
 * <p>{@link #event} makes the same events and judges none: its time and allocation are the benchmark's own share of
 * {@link #judge}. {@code benchmarks/judge.sh} runs it as the launcher would. Besides the wall clock the thread's own
 * time is printed, which other work on the machine changes less.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1)
@Warmup(iterations = 3, time = 10)
@Measurement(iterations = 5, time = 10)
public class BaselineBenchmark {
    private static final int EXECUTABLES = 1_000_000;
    private static final int DESTINATIONS = 100_000;
    private static final int PAIRS = DESTINATIONS * MadeEvents.CLIENTS_OF_EACH;
    private static final int WRITES_A_DAY = 500_000;
    private static final int ORDINARY_AFTER = 5 * WRITES_A_DAY;
    private static final int IDS = 1 << 16;
    private static final long FIRST_DAY = 20_000;
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final int HASH_BYTES = 32;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Whether the maps lie in memory or in files. */
    @Param({"memory", "folder"})
    public String where;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    /** For the write that is judged and the one after it. */
    private final byte[][] hashes = new byte[4][HASH_BYTES];

    private final String[] ids = new String[IDS];
    private Path folder;
    private ChronicleBaseline baseline;
    private RareWriteDetector detector;
    private FileWrite next;
    private long random = 1;
    private long events;
    private long startEvents;
    private long startNanos;

    /** Fills the maps: every executable and every destination was seen on several days. */
    @Setup
    public void fill() throws IOException {
        for (int i = 0; i < ids.length; i++) {
            ids[i] = String.format(Locale.ROOT, "%032x", i * 0x9E37_79B9_7F4A_7C15L);
        }
        BaselineSettings settings = BaselineSettings.defaults()
                .withCapacity(new BaselineSettings.Capacity(1_500_000, 200_000, 10_000, 1_000_000, 1_000_000));
        if (where.equals("memory")) {
            baseline = ChronicleBaseline.inMemory(settings);
        } else {
            folder = Files.createTempDirectory("baseline-benchmark");
            baseline = ChronicleBaseline.open(folder, settings, System.out::println);
        }
        detector = new RareWriteDetector(DetectorSettings.defaults(), baseline, NOWHERE);
        for (int i = 0; i < EXECUTABLES; i++) {
            detector.onEvent(write(i, (int) ((next() >>> 33) % PAIRS)));
        }
        // Until destinations have enough similar days, each write would raise an alert.
        for (int i = 0; i < ORDINARY_AFTER; i++) {
            detector.onEvent(anyWrite());
        }
        next = anyWrite();
    }

    /** Notes the state at the beginning of the iteration. */
    @Setup(Level.Iteration)
    public void begin() {
        startEvents = events;
        startNanos = threads.getCurrentThreadCpuTime();
    }

    /** Prints the thread's own time for an event. */
    @TearDown(Level.Iteration)
    public void end() {
        double nanos = threads.getCurrentThreadCpuTime() - startNanos;
        System.out.printf(Locale.ROOT, "%,.0f ns of the thread's time an event; ", nanos / (events - startEvents));
    }

    /** Judges one write and records it, while the next one is known, as behind a watermark. */
    @Benchmark
    public void judge() {
        FileWrite write = next;
        next = anyWrite();
        detector.expect(next);
        detector.onEvent(write);
    }

    /** Only makes the write. */
    @Benchmark
    public FileWrite event() {
        return anyWrite();
    }

    private FileWrite anyWrite() {
        int executable = (int) ((next() >>> 33) % EXECUTABLES);
        return write(executable, (int) ((next() >>> 33) % PAIRS));
    }

    private FileWrite write(int executable, int pair) {
        byte[] sha256 = hashes[(int) (events % 2)];
        byte[] headSha256 = hashes[(int) (2 + events % 2)];
        fillHash(sha256, executable);
        fillHash(headSha256, ~executable);
        long day = FIRST_DAY + events / WRITES_A_DAY;
        long nanos = day * DAY_NANOS + events % WRITES_A_DAY * 100_000;
        return MadeEvents.write(nanos, ids[(int) (events++ % IDS)], MadeEvents.hosts(pair), sha256, headSha256);
    }

    private static final DetectorSink NOWHERE = new DetectorSink() {
        @Override
        public void onEvent(SensorEvent event) {
            // Only what the detector itself does is measured.
        }

        @Override
        public void onAlert(Alert alert) {
            // As above.
        }

        @Override
        public void onAlertUpdate(AlertUpdate update) {
            // As above.
        }
    };

    private static void fillHash(byte[] hash, int number) {
        long mixed = (number + 1L) * 0x9E37_79B9_7F4A_7C15L;
        for (int i = 0; i < HASH_BYTES; i += Long.BYTES) {
            LONG.set(hash, i, mixed);
        }
    }

    private long next() {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        return random;
    }

    /** Closes the maps. */
    @TearDown
    public void close() throws IOException {
        System.out.println(baseline.counts());
        System.out.println(detector.counts());
        baseline.close();
        if (folder != null) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }
}
