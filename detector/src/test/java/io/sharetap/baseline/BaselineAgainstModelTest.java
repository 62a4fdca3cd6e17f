package io.sharetap.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.event.FileWrite;
import io.sharetap.event.SensorDay;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Months of random events, answered by the stored baseline as by the definition, with it closed and opened between. */
class BaselineAgainstModelTest {
    private static final int DAYS = 75;
    private static final Placement[] PLACEMENTS = {Writes.DATA, Writes.ADMIN, Writes.RUNS};

    @TempDir
    Path folder;

    private final BaselineSettings settings = BaselineSettings.defaults()
            .withCapacity(new BaselineSettings.Capacity(20_000, 2_000, 2_000, 20_000, 20_000));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void answersAsTheDefinitionDoes(long seed) throws Exception {
        Random random = new Random(seed);
        ModelBaseline model = new ModelBaseline(settings);
        Baseline baseline = open();
        int destinations = 4 + random.nextInt(60);
        int programs = 3 + random.nextInt(40);
        for (int day = 0; day < DAYS; day++) {
            day += random.nextInt(12) == 0 ? random.nextInt(35) : 0;
            for (int i = random.nextInt(60); i > 0; i--) {
                String where = "seed " + seed + ", day " + day + ", event " + i;
                long time = Writes.nanos(day, random.nextLong(24 * Writes.HOUR_NANOS));
                time -= random.nextInt(20) == 0 ? 24 * Writes.HOUR_NANOS : 0;
                if (random.nextInt(30) == 0) {
                    SensorDay sensorDay = new SensorDay(time, i, List.of(Writes.host(random.nextInt(destinations))));
                    model.observeDay(sensorDay);
                    baseline.observeDay(sensorDay);
                } else if (random.nextInt(30) == 0) {
                    model.observeDay(time);
                    baseline.observeDay(time);
                } else {
                    FileWrite write = write(random, time, destinations, programs);
                    Placement placement = PLACEMENTS[random.nextInt(PLACEMENTS.length)];
                    assertEquals(model.observe(write, placement), baseline.observe(write, placement), where);
                    if (random.nextInt(40) == 0) {
                        model.markHighAlert(write);
                        baseline.markHighAlert(write);
                    }
                }
                assertEquals(
                        model.isDomainController(Writes.host(1)), baseline.isDomainController(Writes.host(1)), where);
            }
            if (random.nextInt(10) == 0) {
                baseline.close();
                baseline = open();
                assertEquals(model.status(), baseline.status());
            }
        }
        assertEquals(0, baseline.counts().evicted() + baseline.counts().refused());
        baseline.close();
    }

    private Baseline open() throws Exception {
        return ChronicleBaseline.open(folder, settings, message -> {
            throw new AssertionError(message);
        });
    }

    /** A few programs go to many, many go to few; some are known by their heads alone, some by nothing. */
    private static FileWrite write(Random random, long time, int destinations, int programs) {
        int program = (int) (programs * Math.pow(random.nextDouble(), 3));
        int destination = (int) (destinations * Math.pow(random.nextDouble(), 1 + program % 4));
        byte[] whole = random.nextInt(10) == 0 ? null : Writes.hash(program, 1);
        boolean nothing = whole == null && random.nextInt(4) == 0;
        byte[] head = nothing ? null : Writes.hash(program / 2, 2);
        return Writes.write(time, 1_000 + random.nextInt(6), destination, whole, head);
    }
}
