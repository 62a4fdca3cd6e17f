package io.sharetap.baseline;

import io.sharetap.event.FileWrite;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** Is the process that {@link BaselineKillTest} kills: observes one event after the other and notes how many. */
final class KilledProcess {
    static final BaselineSettings SETTINGS = BaselineSettings.defaults()
            .withCapacity(new BaselineSettings.Capacity(20_000, 2_000, 2_000, 20_000, 20_000));

    private static final int EVENTS_A_DAY = 2_000;
    private static final int HOSTS = 150;

    private KilledProcess() {}

    public static void main(String[] args) throws IOException {
        long seed = Long.parseLong(args[1]);
        MappedByteBuffer progress = progress(Path.of(args[2]));
        try (Baseline baseline = ChronicleBaseline.open(Path.of(args[0]), SETTINGS, System.err::println)) {
            for (long i = progress.getLong(0); ; i++) {
                baseline.observe(event(seed, i), Writes.RUNS);
                progress.putLong(0, i + 1);
            }
        }
    }

    static MappedByteBuffer progress(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
        }
    }

    /** The event of this number: a few programs go to many hosts, so that their entries grow all the time. */
    static FileWrite event(long seed, long number) {
        Random random = new Random(seed * 1_000_003 + number);
        int program = (int) (60 * Math.pow(random.nextDouble(), 2));
        int destination = (int) (HOSTS * Math.pow(random.nextDouble(), 1 + program % 3));
        long day = number / EVENTS_A_DAY;
        long time = Writes.nanos(day, number % EVENTS_A_DAY * 1_000_000_000L);
        return Writes.write(
                time, 1_000 + random.nextInt(5), destination, Writes.hash(program, 1), Writes.hash(program, 2));
    }
}
