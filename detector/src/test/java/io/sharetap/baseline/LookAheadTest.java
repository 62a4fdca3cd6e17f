package io.sharetap.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.event.FileWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a write was expected, rightly or wrongly, or not at all: the answers are the same. */
class LookAheadTest {
    private static final int DAYS = 40;
    private static final PlacementRule RULE = (write, executable) -> Writes.DATA;

    private final BaselineSettings settings = BaselineSettings.defaults()
            .withCapacity(new BaselineSettings.Capacity(5_000, 1_000, 1_000, 20_000, 20_000));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsExpectedChangesNoAnswer(long seed) {
        Random random = new Random(seed);
        List<FileWrite> writes = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            for (int i = random.nextInt(400); i > 0; i--) {
                writes.add(write(random, day));
            }
        }
        try (Baseline plain = ChronicleBaseline.inMemory(settings);
                Baseline expecting = ChronicleBaseline.inMemory(settings)) {
            for (int i = 0; i < writes.size(); i++) {
                int next = random.nextInt(4) == 0 ? random.nextInt(writes.size()) : i + 1;
                if (next < writes.size() && random.nextInt(8) != 0) {
                    expecting.expect(writes.get(next), RULE);
                }
                assertEquals(
                        plain.observe(writes.get(i), RULE).rarity(),
                        expecting.observe(writes.get(i), RULE).rarity(),
                        "seed " + seed + ", write " + i);
            }
            assertEquals(plain.counts(), expecting.counts());
        }
    }

    /** Some programs are crowded, as are some clients; of some writes only the head is known, of some nothing. */
    private static FileWrite write(Random random, long day) {
        int program = (int) (60 * Math.pow(random.nextDouble(), 3));
        byte[] whole = random.nextInt(10) == 0 ? null : Writes.hash(program, 1);
        byte[] head = whole == null && random.nextInt(4) == 0 ? null : Writes.hash(program, 2);
        long time = Writes.nanos(day, random.nextLong(24 * Writes.HOUR_NANOS));
        return Writes.write(time, 1_000 + random.nextInt(4), random.nextInt(300), whole, head);
    }
}
