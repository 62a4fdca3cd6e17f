package io.sharetap.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.event.FileWrite;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineCareTest {
    private final BaselineSettings settings = BaselineSettings.defaults()
            .withCapacity(new BaselineSettings.Capacity(10_000, 2_000, 2_000, 10_000, 10_000));
    private final List<ChronicleBaseline> opened = new ArrayList<>();
    private final ChronicleBaseline baseline = open();

    private ChronicleBaseline open() {
        ChronicleBaseline fresh = ChronicleBaseline.inMemory(settings);
        opened.add(fresh);
        return fresh;
    }

    @AfterEach
    void close() {
        opened.forEach(ChronicleBaseline::close);
    }

    private static FileWrite random(Random random, long day) {
        int program = (int) (40 * Math.pow(random.nextDouble(), 3));
        int destination = (int) (200 * Math.pow(random.nextDouble(), 1 + program % 4));
        return Writes.write(day, 1_000 + random.nextInt(6), destination, program);
    }

    private static String export(ChronicleBaseline from) throws IOException {
        StringBuilder lines = new StringBuilder();
        from.care().exportTo(line -> lines.append(line).append('\n'));
        return lines.toString();
    }

    private static long importInto(ChronicleBaseline into, String lines) throws IOException {
        return into.care().importFrom(new BufferedReader(new StringReader(lines)), fault -> {
            throw new AssertionError(fault);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anImportedBaselineAnswersAsTheExportedOne(long seed) throws IOException {
        Random random = new Random(seed);
        for (int day = 0; day < 25; day++) {
            for (int i = 0; i < 150; i++) {
                FileWrite write = random(random, day);
                baseline.observe(write, Writes.RUNS);
                if (random.nextInt(100) == 0) {
                    baseline.markHighAlert(write);
                }
            }
        }
        ChronicleBaseline copy = open();
        assertTrue(importInto(copy, export(baseline)) > 500);
        assertEquals(baseline.status(), copy.status());
        for (int day = 24; day < 60; day++) {
            for (int i = 0; i < 50; i++) {
                FileWrite write = random(random, day);
                assertEquals(baseline.observe(write, Writes.RUNS), copy.observe(write, Writes.RUNS), "seed " + seed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void twoSensorsMergedKnowWhatOneWouldHaveSeen(long seed) throws IOException {
        Random random = new Random(seed);
        ChronicleBaseline other = open();
        ChronicleBaseline whole = open();
        for (int day = 0; day < 25; day++) {
            for (int i = 0; i < 100; i++) {
                FileWrite write = random(random, day);
                whole.observe(write, Writes.RUNS);
                (random.nextBoolean() && day < 23 ? other : baseline).observe(write, Writes.RUNS);
            }
        }
        // The other is some days behind.
        baseline.care().mergeFrom(other.care());
        for (int day = 24; day < 60; day++) {
            for (int i = 0; i < 50; i++) {
                FileWrite write = random(random, day);
                Rarity expected = whole.observe(write, Writes.RUNS);
                Rarity merged = baseline.observe(write, Writes.RUNS);
                String where = "seed " + seed + ", day " + day;
                assertEquals(expected.baseline(), merged.baseline(), where);
                assertEquals(expected.client().pairDays(), merged.client().pairDays(), where);
                assertEquals(expected.client().placeDays(), merged.client().placeDays(), where);
                assertAlike(expected.client().destinations(), merged.client().destinations(), where);
                assertAlike(
                        expected.executable().destinations(),
                        merged.executable().destinations(),
                        where);
                assertEquals(expected.executable().days(), merged.executable().days(), where);
                assertEquals(
                        expected.executable().firstSeenNanos(),
                        merged.executable().firstSeenNanos(),
                        where);
                assertEquals(
                        expected.executable().lastSeenNanos(),
                        merged.executable().lastSeenNanos(),
                        where);
                assertEquals(
                        expected.executable().knownDestinations(),
                        merged.executable().knownDestinations(),
                        where);
                assertEquals(
                        expected.destination().executableDays(),
                        merged.destination().executableDays(),
                        where);
            }
        }
    }

    /** Exact to 64, within twice the stated error beyond. */
    private static void assertAlike(long expected, long actual, String where) {
        assertEquals(expected, actual, expected <= 64 ? 0 : 0.2 * expected, where);
    }

    @Test
    void mergingWithABaselineThatIsAheadClosesTheDay() throws IOException {
        ChronicleBaseline ahead = open();
        baseline.observe(Writes.write(0, 1, 10, 3), Writes.RUNS);
        ahead.observe(Writes.write(2, 2, 11, 3), Writes.RUNS);
        baseline.care().mergeFrom(ahead.care());
        Rarity rarity = baseline.observe(Writes.write(3, 1, 10, 3), Writes.RUNS);
        assertEquals(2, rarity.executable().destinations());
        assertEquals(1, rarity.destination().similarDays());
        assertEquals(2, rarity.baseline().observedDays());
    }

    @Test
    void aWriteThatTheOtherHadNotClosedStillLeavesItsSimilarDay() throws IOException {
        ChronicleBaseline behind = open();
        behind.observe(Writes.write(0, 1, 10, 3), Writes.RUNS);
        baseline.observe(Writes.write(2, 2, 11, 4), Writes.RUNS);
        importInto(baseline, export(behind));
        assertEquals(
                1,
                baseline.observe(Writes.write(3, 1, 10, 3), Writes.RUNS)
                        .destination()
                        .similarDays());
    }

    @Test
    void importNamesTheLinesThatItCannotTake() throws IOException {
        baseline.observe(Writes.write(0, 1, 10, 3), Writes.RUNS);
        String head = export(baseline).lines().findFirst().orElseThrow();
        String key = "00".repeat(16);
        List<String> faults = new ArrayList<>();
        long taken = baseline.care()
                .importFrom(
                        new BufferedReader(new StringReader(String.join(
                                "\n",
                                head,
                                "nonsense",
                                "{\"map\":\"nowhere\",\"key\":\"\",\"value\":\"\"}",
                                "{\"map\":\"heads\",\"key\":\"zz\",\"value\":\"\"}",
                                "{\"map\":\"heads\",\"key\":\"" + key + "\",\"value\":\"00\"}",
                                "{\"map\":\"pairs\",\"key\":\"" + key + key + "\",\"value\":\"ffff00000000\"}",
                                "{\"map\":[]}",
                                "{}"))),
                        faults::add);
        assertEquals(0, taken);
        assertEquals(7, faults.size(), faults::toString);
        assertTrue(faults.get(0).startsWith("line 2: "), faults::toString);
        assertEquals("line 6: no entry: it is of a later day than its export", faults.get(4));
    }

    @Test
    void importRefusesWhatIsNoExportOrOfANewerFormat() {
        assertTrue(assertThrows(IOException.class, () -> importInto(baseline, ""))
                .getMessage()
                .contains("no JSON object"));
        assertTrue(assertThrows(IOException.class, () -> importInto(baseline, "{}"))
                .getMessage()
                .contains("no export of a baseline"));
        assertEquals(
                "an export of format 2, this version reads 1",
                assertThrows(IOException.class, () -> importInto(baseline, "{\"sharetap_baseline\":2}"))
                        .getMessage());
    }

    @Test
    void forgetsAnExecutable() {
        baseline.observe(Writes.write(0, 1, 10, 3), Writes.RUNS);
        baseline.observe(Writes.write(1, 1, 10, 3), Writes.RUNS);
        assertEquals(1, baseline.care().forgetExecutable(Writes.hash(3, 1)));
        Rarity rarity = baseline.observe(Writes.write(2, 1, 10, 3), Writes.RUNS);
        assertEquals(0, rarity.executable().destinations());
        // The head, and the executable that is the only one to begin so.
        assertEquals(2, baseline.care().forgetExecutable(Writes.hash(3, 2)));
        assertEquals(
                0,
                baseline.observe(Writes.partial(2, 1, 10, 3), Writes.RUNS)
                        .executable()
                        .destinations());
    }

    @Test
    void forgetsAHostAsClientAndAsDestination() {
        baseline.observe(Writes.write(0, 1, 10, 3), Writes.RUNS);
        baseline.observe(Writes.write(0, 1, 11, 3), Writes.RUNS);
        baseline.observe(Writes.write(0, 10, 12, 3), Writes.RUNS);
        baseline.observe(Writes.write(1, 1, 12, 4), Writes.RUNS);
        assertTrue(baseline.care().forgetHost(Writes.host(10)) > 0);
        Rarity rarity = baseline.observe(Writes.write(1, 1, 10, 3), Writes.RUNS);
        assertEquals(2, rarity.executable().destinations());
        assertEquals(2, rarity.executable().knownDestinations());
        assertEquals(0, rarity.destination().executableDays());
        assertEquals(0, rarity.client().pairDays());
        assertEquals(1, rarity.client().destinations());
        assertEquals(
                0,
                baseline.observe(Writes.write(1, 10, 12, 3), Writes.RUNS)
                        .client()
                        .pairDays());
    }

    @Test
    void forgetsDays() {
        for (int day = 0; day < 6; day++) {
            baseline.observe(Writes.write(day, 1, 10 + day, 3), Writes.RUNS);
            baseline.observe(Writes.write(day, 1, 50, 100 + day), Writes.RUNS);
        }
        baseline.care().forgetDays(Writes.FIRST_DAY + 2, Writes.FIRST_DAY + 3);
        Rarity rarity = baseline.observe(Writes.write(6, 1, 50, 3), Writes.RUNS);
        assertEquals(4, rarity.executable().destinations());
        assertEquals(4, rarity.executable().days());
        assertEquals(5, rarity.executable().knownDestinations());
        assertEquals(4, rarity.destination().similarDays());
        assertEquals(4, rarity.client().pairDays());
        assertEquals(4, rarity.baseline().observedDays());
        assertEquals(
                0,
                baseline.observe(Writes.write(6, 1, 50, 102), Writes.RUNS)
                        .executable()
                        .days());
    }

    @Test
    void acceptEndsTheHoldOfAHighAlert() {
        FileWrite write = Writes.write(0, 1, 10, 3);
        baseline.observe(write, Writes.RUNS);
        baseline.markHighAlert(write);
        assertTrue(baseline.observe(Writes.write(1, 2, 10, 3), Writes.RUNS)
                .executable()
                .heldUncommon());
        assertTrue(baseline.care().accept(Writes.hash(3, 1)));
        assertFalse(baseline.observe(Writes.write(1, 2, 10, 3), Writes.RUNS)
                .executable()
                .heldUncommon());
        assertFalse(baseline.care().accept(Writes.hash(3, 1)));
    }

    @Test
    void showsWhatIsUsual() {
        for (int destination = 0; destination < 100; destination++) {
            baseline.observe(Writes.write(0, 1, destination, 7), Writes.RUNS);
        }
        baseline.observe(Writes.write(0, 1, 5, 8), Writes.DATA);
        baseline.observe(Writes.write(1, 1, 5, 8), Writes.DATA);
        baseline.observe(Writes.write(1, 1, 6, 8), Writes.DATA);
        List<BaselineCare.ExecutableSummary> top = baseline.care().topExecutables(1);
        assertEquals(1, top.size());
        assertArrayEquals(Writes.hash(7, 1), top.get(0).sha256());
        assertEquals(100, top.get(0).destinations(), 20);
        assertEquals(2, baseline.care().executable(Writes.hash(8, 1)).days());
        assertEquals(2, baseline.care().executable(Writes.hash(8, 1)).destinations());
        assertNull(baseline.care().executable(Writes.hash(9, 1)));
        BaselineCare.DestinationSummary host =
                baseline.care().topDestinations(1).get(0);
        assertEquals(Writes.host(5), host.host());
        assertEquals(2, host.executableDays());
        assertEquals(List.of(0, 0, 1), host.similarDays());
        assertNull(baseline.care().destination(Writes.host(500)));
    }
}
