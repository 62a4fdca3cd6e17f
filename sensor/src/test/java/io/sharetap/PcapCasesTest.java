package io.sharetap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sharetap.cli.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every case of {@code pcaps/} gives the records of its {@code expect.jsonl}, no more and no less. */
class PcapCasesTest {
    private static final int CASES_AT_LEAST = 100;
    private static final long COMMITTED_BYTES_MAX = 12 << 20;

    @TestFactory
    Stream<DynamicNode> givesTheExpectedRecords() throws IOException {
        List<PcapCase> cases = PcapCase.all();
        assertTrue(cases.size() >= CASES_AT_LEAST, "only " + cases.size() + " cases in " + PcapCase.FOLDER);
        return cases.stream()
                .map(one -> dynamicContainer(
                        one.name(),
                        Stream.of(
                                dynamicTest("on one thread", () -> replaysAsExpected(one, 0)),
                                dynamicTest("with two workers", () -> replaysAsExpected(one, 2)))));
    }

    private static void replaysAsExpected(PcapCase one, int workers) throws IOException {
        ProgramRun run = ProgramRun.of(
                "replay",
                "--no-progress",
                "--format",
                "json",
                "--events",
                "all",
                "--workers",
                Integer.toString(workers),
                one.capture().toString());
        assertEquals(0, run.exitCode(), run.err());
        assertEquals("", run.err());
        String difference = one.differenceFrom(PcapCase.records(run.out()));
        if (difference != null) {
            fail(one.name() + ": " + difference);
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
