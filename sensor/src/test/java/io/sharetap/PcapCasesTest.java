package io.sharetap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sharetap.base.Limits;
import io.sharetap.cli.ProgramRun;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every case of {@code pcaps/} gives the records of its {@code expect.jsonl}, no more and no less. */
class PcapCasesTest {
    private static final int CASES_AT_LEAST = 100;
    private static final Pattern ANOMALY = Pattern.compile("(?m)^    ([a-z0-9]+(?:_[a-z0-9]+)+)  ([0-9,]+)  ");
    private static final long COMMITTED_BYTES_MAX = 12 << 20;

    @TempDir
    private static Path secrets;

    @TestFactory
    Stream<DynamicNode> givesTheExpectedRecords() throws IOException {
        List<PcapCase> cases = PcapCase.all();
        assertTrue(cases.size() >= CASES_AT_LEAST, "only " + cases.size() + " cases in " + PcapCase.FOLDER);
        return cases.stream()
                .map(one -> dynamicContainer(
                        one.name(),
                        Stream.of(
                                dynamicTest("on one thread", () -> replaysAsExpected(one, 0)),
                                dynamicTest("with workers", () -> replaysAsExpected(one, workersFor(one))))));
    }

    /** Limits are shared out between the workers: one has them whole. */
    private static int workersFor(PcapCase one) {
        return one.settings() == null ? 2 : 1;
    }

    private static void replaysAsExpected(PcapCase one, int workers) throws IOException {
        ProgramRun run = replay(one, "json", workers);
        String difference = one.differenceFrom(PcapCase.records(run.out()));
        if (difference != null) {
            fail(one.name() + ": " + difference);
        }
    }

    @TestFactory
    Stream<DynamicNode> countsTheAnomaliesOfCasesWithSettings() throws IOException {
        return PcapCase.all().stream()
                .filter(one -> one.settings() != null)
                .map(one -> dynamicTest(one.name(), () -> assertEquals(one.anomalies(), anomalies(one))));
    }

    /** Those of the closing table. */
    private static Map<String, Long> anomalies(PcapCase one) throws IOException {
        Map<String, Long> counted = new TreeMap<>();
        Matcher lines = ANOMALY.matcher(replay(one, "text", 0).out());
        while (lines.find()) {
            counted.put(lines.group(1), Long.parseLong(lines.group(2).replace(",", "")));
        }
        return counted;
    }

    private static ProgramRun replay(PcapCase one, String format, int workers) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("replay", "--no-progress", "--format", format));
        arguments.addAll(List.of("--events", "all", "--workers", Integer.toString(workers)));
        if (one.settings() != null) {
            arguments.addAll(List.of("--config", one.settings().toString()));
        }
        one.secretsIn(secrets).forEach((setting, file) -> arguments.addAll(List.of("--" + setting, file)));
        arguments.add(one.capture().toString());
        ProgramRun run = ProgramRun.of(arguments.toArray(String[]::new));
        assertEquals(0, run.exitCode(), run.err());
        assertEquals("", run.err());
        return run;
    }

    @Test
    void everyLimitHasACaseThatReachesIt() throws IOException {
        Map<String, PcapCase> cases = new TreeMap<>();
        PcapCase.all().forEach(one -> cases.put(one.name(), one));
        for (RecordComponent limit : Limits.class.getRecordComponents()) {
            String name = limit.getName().replaceFirst("Nanos$", "").replaceAll("([A-Z])", "-$1");
            PcapCase one = cases.get("limit-" + name.toLowerCase(Locale.ROOT));
            assertNotNull(one, "pcaps/limit-" + name.toLowerCase(Locale.ROOT));
            String settings = Files.readString(one.settings());
            assertTrue(settings.contains("limits." + name.toLowerCase(Locale.ROOT) + ":"), settings);
            boolean time = limit.getName().endsWith("Nanos");
            assertTrue(time || !one.anomalies().isEmpty(), one.name() + " reaches nothing that is counted");
        }
    }

    @Test
    void committedCapturesStaySmall() throws IOException {
        long bytes = 0;
        for (PcapCase one : PcapCase.all()) {
            bytes += Files.size(one.capture());
        }
        assertTrue(bytes <= COMMITTED_BYTES_MAX, bytes + " bytes of captures in " + PcapCase.FOLDER);
    }

    @Test
    void everyCaseSaysWhatItIs() throws IOException {
        for (PcapCase one : PcapCase.all()) {
            assertFalse(
                    Files.readString(one.capture().resolveSibling("README.md")).isBlank(), one.name());
        }
    }
}
