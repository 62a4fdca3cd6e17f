package io.sharetap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sharetap.base.Count;
import io.sharetap.pipeline.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * tshark sees as many messages of each dialect, command, direction and status as Sharetap, and exports the same
 * programs, but for the exceptions listed.
 */
class TsharkTest {
    private static final Path SHARED = Path.of(System.getProperty("captures.dir", "../../shared/captures"));
    private static final int COMMANDS = 256;
    private static final int RUNS_AT_ONCE = 2;
    private static final int HASH_DIGITS_SHOWN = 8;

    @TempDir
    private static Path exports;

    private static ExecutorService runs;

    @AfterAll
    static void endRuns() {
        if (runs != null) {
            runs.shutdownNow();
        }
    }

    @TestFactory
    Stream<DynamicTest> agreesButForTheExceptionsListed() throws Exception {
        Needs.program("tshark", "--version");
        TsharkExceptions exceptions = TsharkExceptions.read();
        Map<String, Path> captures = captures();
        for (String name : exceptions.captures()) {
            assertTrue(captures.containsKey(name) || name.endsWith(".pcap"), "no such capture: " + name);
        }
        runs = Executors.newFixedThreadPool(RUNS_AT_ONCE);
        List<DynamicTest> tests = new ArrayList<>();
        for (Map.Entry<String, Path> capture : captures.entrySet()) {
            Path folder = Files.createDirectory(exports.resolve(capture.getKey()));
            Future<TsharkRun> tshark = runs.submit(() -> TsharkRun.exporting(capture.getValue(), folder));
            tests.add(dynamicTest(capture.getKey(), () -> {
                String difference = difference(SharetapRun.of(capture.getValue()), result(tshark), capture.getValue());
                assertEquals(line(capture, exceptions.of(capture.getKey())), line(capture, difference));
            }));
        }
        return tests.stream();
    }

    /** The made and recorded cases by their names; those of others by the file's. */
    private static Map<String, Path> captures() throws IOException {
        Map<String, Path> captures = new LinkedHashMap<>();
        PcapCase.standard().forEach(one -> captures.put(one.name(), one.capture()));
        if (!Files.isDirectory(SHARED)) {
            assertTrue(!"true".equals(System.getenv("CI")), SHARED + " is absent");
            return captures;
        }
        try (Stream<Path> files = Files.list(SHARED)) {
            files.filter(file -> file.toString().endsWith(".pcap"))
                    .sorted()
                    .forEach(file -> captures.put(file.getFileName().toString(), file));
        }
        return captures;
    }

    private static TsharkRun result(Future<TsharkRun> run) throws InterruptedException {
        try {
            return run.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private static String line(Map.Entry<String, Path> capture, String difference) {
        return difference.isEmpty() ? capture.getKey() : capture.getKey() + " | " + difference;
    }

    /** What is not alike, in the order of the protocol; empty: nothing. */
    private static String difference(SharetapRun ours, TsharkRun theirs, Path capture)
            throws IOException, InterruptedException {
        List<String> differences = differences(ours.counts(), theirs.messages());
        if (!differences.isEmpty()) {
            List<String> second = differences(ours.counts(), TsharkRun.messagesAsTheyCome(capture));
            differences = second.size() < differences.size() ? second : differences;
        }
        Set<String> missed = without(ours.executables(), theirs.executables());
        for (String hash : missed) {
            differences.add("not exported " + hash.substring(0, HASH_DIGITS_SHOWN));
        }
        int others = without(theirs.executables(), ours.executables()).size();
        if (others > 0) {
            differences.add("others exported " + others);
        }
        return String.join(", ", differences);
    }

    /** How the messages of either differ. */
    static List<String> differences(RunResult ours, Map<SmbMessageKind, Long> theirs) {
        List<String> differences = new ArrayList<>();
        if (theirs.isEmpty() && ours.of(Count.SMB_MESSAGES) > 0) {
            differences.add("no message seen");
            return differences;
        }
        theirs.forEach((kind, amount) -> add(differences, kind.toString(), kind.in(ours), amount));
        for (int command = 0; command < COMMANDS; command++) {
            for (int i = 0; i < 4; i++) {
                boolean smb2 = (i & 2) != 0;
                boolean answer = (i & 1) != 0;
                String name = (smb2 ? "SMB2 " : "SMB1 ") + String.format("%02x ", command);
                int of = command;
                long amount = theirs.entrySet().stream()
                        .filter(entry -> entry.getKey().isOf(smb2, of, answer))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
                if (answer || amount == 0) {
                    add(differences, name + (answer ? "answers" : "request"), ours.messages(smb2, of, answer), amount);
                }
            }
        }
        return differences;
    }

    private static void add(List<String> differences, String name, long ours, long theirs) {
        if (ours != theirs) {
            differences.add(name + " " + ours + " not " + theirs);
        }
    }

    private static Set<String> without(Set<String> hashes, Set<String> others) {
        Set<String> left = new TreeSet<>(hashes);
        left.removeAll(others);
        return left;
    }
}
