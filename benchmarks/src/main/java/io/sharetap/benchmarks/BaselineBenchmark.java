package io.sharetap.benchmarks;

import io.sharetap.baseline.Baseline;
import io.sharetap.baseline.BaselineSettings;
import io.sharetap.baseline.ChronicleBaseline;
import io.sharetap.baseline.Placement;
import io.sharetap.baseline.Rarity;
import io.sharetap.event.Endpoints;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.event.PeSummary;
import io.sharetap.event.SmbContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
 * Measures how many executable writes a second one core judges and remembers, with a million executables and 100,000
 * destinations in the maps: any executable goes to any destination, each destination has four clients, a day has half a
 * million writes and its close is counted.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 3, time = 10)
public class BaselineBenchmark {
    private static final int EXECUTABLES = 1_000_000;
    private static final int DESTINATIONS = 100_000;
    private static final int CLIENTS_OF_EACH = 4;
    private static final int WRITES_A_DAY = 500_000;
    private static final long FIRST_DAY = 20_000;
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final int HASH_BYTES = 32;
    private static final Placement PLACEMENT = new Placement(Placement.Kind.ADMIN, "ADMIN$ ccmcache");

    /** Whether the maps lie in memory or in files. */
    @Param({"memory", "folder"})
    public String where;

    private final byte[] sha256 = new byte[HASH_BYTES];
    private final byte[] headSha256 = new byte[HASH_BYTES];
    private Endpoints[] hosts;
    private Baseline baseline;
    private long random = 1;
    private long events;

    /** Fills the maps: every executable and every destination was seen, over several days. */
    @Setup
    public void fill() throws IOException {
        hosts = new Endpoints[DESTINATIONS * CLIENTS_OF_EACH];
        for (int i = 0; i < hosts.length; i++) {
            IpAddress client = IpAddress.ofIpv4(0x0A80_0000 | i / CLIENTS_OF_EACH % 250 * CLIENTS_OF_EACH + i % 4);
            IpAddress destination = IpAddress.ofIpv4(0x0A00_0000 | i / CLIENTS_OF_EACH);
            hosts[i] = new Endpoints(client, 50_000, null, null, destination, 445, null, null, null, -1);
        }
        BaselineSettings settings = BaselineSettings.defaults()
                .withCapacity(new BaselineSettings.Capacity(1_500_000, 200_000, 10_000, 1_000_000, 1_000_000));
        if (where.equals("memory")) {
            baseline = ChronicleBaseline.inMemory(settings);
        } else {
            Path folder = Files.createTempDirectory("baseline-benchmark");
            baseline = ChronicleBaseline.open(folder, settings, System.out::println);
        }
        for (int i = 0; i < EXECUTABLES; i++) {
            observe(i, (int) (next() >>> 1) % hosts.length);
        }
    }

    /** Judges one write and takes it in. */
    @Benchmark
    public Rarity observe() {
        int executable = (int) ((next() >>> 33) % EXECUTABLES);
        return observe(executable, (int) ((next() >>> 33) % hosts.length));
    }

    private Rarity observe(int executable, int pair) {
        fillHash(sha256, executable);
        fillHash(headSha256, ~executable);
        long day = FIRST_DAY + events / WRITES_A_DAY;
        long nanos = day * DAY_NANOS + events++ % WRITES_A_DAY * 100_000;
        return baseline.observe(write(nanos, hosts[Math.abs(pair)]), PLACEMENT);
    }

    private FileWrite write(long nanos, Endpoints endpoints) {
        return new FileWrite(
                nanos,
                0,
                "id",
                -1,
                -1,
                FileWrite.Outcome.SUCCESS,
                endpoints,
                NO_CONTEXT,
                "ccmcache\\a.exe",
                5_000,
                sha256,
                headSha256,
                List.of(),
                true,
                true,
                false,
                null,
                null,
                null,
                PE);
    }

    private static final SmbContext NO_CONTEXT = new SmbContext(null, null, null, null, null, null, null);
    private static final PeSummary PE =
            new PeSummary(null, -1, null, null, null, null, null, null, null, null, List.of(), null, null, null, null);

    private static void fillHash(byte[] hash, int number) {
        long mixed = (number + 1L) * 0x9E37_79B9_7F4A_7C15L;
        for (int i = 0; i < HASH_BYTES; i++) {
            hash[i] = (byte) (mixed >>> i % 8 * 8);
        }
    }

    private long next() {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        return random;
    }

    /** Lets go of the maps. */
    @TearDown
    public void close() {
        System.out.println(baseline.counts());
        baseline.close();
    }
}
