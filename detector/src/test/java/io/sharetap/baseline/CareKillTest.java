package io.sharetap.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kills a process (SIGKILL) in the midst of a forgetting, an import, a merge or a conversion: the baseline is as
 * before, or as after, or the same work goes on to the same end.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class CareKillTest {
    private static final int KILLS = Integer.getInteger("care.kills", 2);
    private static final int TRIES = 15 * KILLS;
    private static final long EVENTS = 8_000;

    /** Days and times, and what follows them where that is more than 64 hosts of 8 bytes. */
    private static final Pattern SIGHTINGS_OF_A_CROWD = Pattern.compile(
            "(.*\"(?:executables|heads|clients|places)\".*\"value\":\"\\p{XDigit}{48})\\p{XDigit}{1024,}.*");

    @TempDir
    private Path folder;

    private final Random random = new Random(6);
    private final List<String> messages = new ArrayList<>();
    private long mostMillis = 200;

    private ChronicleBaseline open(Path of) throws IOException {
        return ChronicleBaseline.open(of, KilledProcess.SETTINGS, messages::add);
    }

    private Path filled(String name, long seed) throws IOException {
        Path filled = folder.resolve(name);
        try (Baseline baseline = open(filled)) {
            for (long i = 0; i < EVENTS; i++) {
                baseline.observe(KilledProcess.event(seed, i), Writes.RUNS);
            }
        }
        return filled;
    }

    private Set<String> entries(Path of) throws IOException {
        try (ChronicleBaseline baseline = open(of)) {
            Set<String> lines = new TreeSet<>();
            baseline.care().exportTo(line -> lines.add(withoutHostsOfACrowd(line)));
            return lines;
        }
    }

    /** Where there are more hosts than are listed, which of those of one day are listed is nobody's business. */
    private static String withoutHostsOfACrowd(String line) {
        Matcher sightings = SIGHTINGS_OF_A_CROWD.matcher(line);
        return sightings.matches() ? sightings.group(1) : line;
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            try (Stream<Path> files = Files.list(to)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** True: the kill fell into the midst of the work. */
    private boolean kill(Path baseline, String what, Path other) throws Exception {
        Path progressFile = folder.resolve("progress");
        Files.deleteIfExists(progressFile);
        MappedByteBuffer progress = KilledProcess.progress(progressFile);
        List<String> arguments = new ArrayList<>(List.of(progressFile.toString(), baseline.toString(), what));
        if (other != null) {
            arguments.add(other.toString());
        }
        Process process = ChildProcess.start(KilledCare.class, folder.resolve("output"), arguments);
        try {
            while (progress.getLong(0) < KilledCare.AT_WORK) {
                assertTrue(process.isAlive(), () -> ChildProcess.text(folder.resolve("output")));
                Thread.sleep(1);
            }
            Thread.sleep(random.nextLong(mostMillis + 1));
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
        boolean midst = progress.getLong(0) == KilledCare.AT_WORK;
        mostMillis = midst ? mostMillis : mostMillis * 3 / 4;
        return midst;
    }

    @ParameterizedTest
    @ValueSource(strings = {"forget-host", "forget-days"})
    void whatIsForgottenIsForgottenWhollyOrNotAtAll(String what) throws Exception {
        Path whole = filled("whole", 3);
        Set<String> before = entries(whole);
        Path afterwards = folder.resolve("afterwards");
        copy(whole, afterwards);
        try (ChronicleBaseline baseline = open(afterwards)) {
            KilledCare.work(baseline, what, null);
        }
        Set<String> after = entries(afterwards);
        assertTrue(before.size() > after.size() || !after.containsAll(before));
        Path killed = folder.resolve("killed");
        int kills = 0;
        for (int i = 0; i < TRIES && kills < KILLS; i++) {
            copy(whole, killed);
            kills += kill(killed, what, null) ? 1 : 0;
            Set<String> found = entries(killed);
            assertTrue(found.equals(after) || found.equals(before), what + ", try " + i + ": " + messages);
        }
        assertEquals(KILLS, kills, what);
    }

    @ParameterizedTest
    @ValueSource(strings = {"import", "merge"})
    void whatIsUnitedIsTheSameWhenItIsDoneAgain(String what) throws Exception {
        Path whole = filled("whole", 3);
        Path other = filled("other", 4);
        Path given = what.equals("merge") ? other : Files.write(folder.resolve("export"), export(other));
        Path afterwards = folder.resolve("afterwards");
        copy(whole, afterwards);
        try (ChronicleBaseline baseline = open(afterwards)) {
            KilledCare.work(baseline, what, given);
        }
        Set<String> after = entries(afterwards);
        Path killed = folder.resolve("killed");
        int kills = 0;
        for (int i = 0; i < TRIES && kills < KILLS; i++) {
            copy(whole, killed);
            messages.clear();
            boolean midst = kill(killed, what, given);
            try (ChronicleBaseline baseline = open(killed)) {
                boolean cutOff = messages.stream().anyMatch(said -> said.contains("was cut off"));
                assertTrue(midst || !cutOff, what);
                kills += cutOff ? 1 : 0;
                mostMillis = midst && !cutOff ? mostMillis * 2 : mostMillis; // the other one was being opened
                KilledCare.work(baseline, what, given);
            }
            assertEquals(after, entries(killed), what + ", try " + i);
            messages.clear();
            open(killed).close();
            assertEquals(List.of(), messages);
        }
        assertEquals(KILLS, kills, what);
    }

    private List<String> export(Path of) throws IOException {
        try (ChronicleBaseline baseline = open(of)) {
            List<String> lines = new ArrayList<>();
            baseline.care().exportTo(lines::add);
            return lines;
        }
    }

    @Test
    void aConversionGoesOnHoweverOftenItIsKilled() throws Exception {
        Path old = Files.createDirectory(folder.resolve("old"));
        FormatOneTest.unpackInto(old);
        Path afterwards = folder.resolve("afterwards");
        copy(old, afterwards);
        Set<String> after = entries(afterwards);
        Path killed = folder.resolve("killed");
        int kills = 0;
        for (int i = 0; i < TRIES && kills < KILLS; i++) {
            copy(old, killed);
            boolean first = kill(killed, "open", null);
            boolean second = first && kill(killed, "open", null);
            kills += second ? 1 : 0;
            assertEquals(after, entries(killed), "try " + i + ": " + messages);
        }
        assertEquals(KILLS, kills);
    }
}
