package io.sharetap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sharetap.cli.ProgramRun;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What two hosts do to the sensor costs these two alone: the records of other hosts are the same with each attack of
 * {@code benchmarks/attacks.py} around them as without. Limits are scaled down like the attacks, so that each attack
 * reaches them, but for those that reach the standard ones quickly.
 */
class OneBadPairTest {
    private static final Path MAKER =
            Path.of("..", "benchmarks", "attacks.py").toAbsolutePath().normalize();
    private static final String GOOD_CLIENTS = "\"ip\":\"10.20.";

    /** A made identifier holds the frame's number, which an attack changes. */
    private static final Pattern IDENTIFIER = Pattern.compile("\"[0-9a-f]{32}\"");

    private static final List<String> GOOD = List.of(
            "plain-write",
            "header-rewritten-last",
            "messages-cut-anywhere",
            "disguise-fragments-shuffled",
            "hundred-chunks-in-reverse",
            "multichannel",
            "two-opens-minutes-apart",
            "smb1-plain-write",
            "copychunk-known-source",
            "disguise-reordered-within-64",
            "disguise-no-handshake",
            "segment-missing",
            "rename-into-another-folder",
            "interim-pending");

    @TempDir
    private static Path folder;

    /** An attack, how large it is, and the limits with it. */
    private record Attack(String name, int size, String... limits) {}

    private static final List<Attack> ATTACKS = List.of(
            new Attack("half-open", 20_000, "half-open-max=1024"),
            new Attack("connections", 2_000, "connections-max=200"),
            new Attack("announced-records", 2_000, "connections-max=200"),
            new Attack("half-heads", 100, "gather-bytes-in-all-max=2m"),
            new Attack("holes", 200, "reorder-bytes-max=2m"),
            new Attack("tiny-segments-behind-holes", 8_000, "reorder-bytes-max=2m"),
            new Attack("noise", 100),
            new Attack("fragments", 20_000),
            new Attack("opens", 3_000, "opens-max=300"),
            new Attack("sessions", 2_000, "sessions-max=200"),
            new Attack("trees", 3_000, "trees-max=300"),
            new Attack("pending", 9_000, "pending-max=500"),
            new Attack("answers-alone", 3_000, "parked-answers-max=300"),
            new Attack("compound", 50_000),
            new Attack("long-names", 100, "name-chars-max=1000000"),
            new Attack("long-shares", 100, "name-chars-max=1000000"),
            new Attack("long-users", 100, "name-chars-max=1000000"),
            new Attack("long-pending", 100, "name-chars-max=1000000"),
            new Attack("channels", 1_000, "connections-max=200"),
            new Attack("encrypted-sessions", 1_000, "sessions-max=200"),
            new Attack("resume-keys", 2_000, "opens-max=200"),
            new Attack("backward-writes", 1, "content-bytes-max=4m", "spool-bytes-max=4m"),
            new Attack("ranges-of-one-byte", 20_000, "ranges-max=10000"),
            new Attack("rewritten-heads", 100, "content-bytes-max=4m", "spool-bytes-max=4m"),
            new Attack("programs", 2_000, "files-max=200", "content-bytes-max=2m"),
            new Attack("program-heads", 300, "files-max=200", "content-bytes-max=2m"),
            new Attack("files", 2_000, "files-max=200"),
            new Attack("empty-reports", 100, "file-path-chars-max=1000000"),
            new Attack("renames", 50, "file-path-chars-max=1000000"),
            new Attack("smb1-opens", 3_000, "opens-max=300"),
            new Attack("smb1-pending", 5_000, "pending-max=500"),
            new Attack("smb1-sessions", 2_000, "sessions-max=200", "trees-max=300"),
            new Attack("smb1-chain", 20));

    @TestFactory
    Stream<DynamicTest> otherHostsRecordsAreTheSameUnderEachAttack() throws Exception {
        Needs.program("python3", "--version");
        String undisturbed = records(new Attack("nothing", 0), 0);
        assertTrue(undisturbed.lines().count() > GOOD.size(), undisturbed);
        List<DynamicTest> tests = new ArrayList<>();
        for (Attack attack : ATTACKS) {
            int workers = tests.size() % 2; // ways are the same with any number, limits with none and one
            tests.add(dynamicTest(
                    attack.name() + " " + attack.size(), () -> assertEquals(undisturbed, records(attack, workers))));
        }
        return tests.stream();
    }

    private static String records(Attack attack, int workers) throws Exception {
        File capture = folder.resolve("mixed.pcap").toFile();
        List<String> command = new ArrayList<>(List.of("python3", MAKER.toString(), attack.name()));
        command.addAll(List.of("--size", Integer.toString(attack.size()), "--among"));
        for (String name : GOOD) {
            command.add(PcapCase.FOLDER.resolve(name).resolve("capture.pcap").toString());
        }
        Process maker = new ProcessBuilder(command)
                .redirectOutput(capture)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertEquals(0, maker.waitFor(), attack.name());
        List<String> arguments = new ArrayList<>(List.of("replay", "--no-progress", "--format", "json"));
        arguments.addAll(List.of("--events", "all", "--workers", Integer.toString(workers)));
        for (String limit : attack.limits()) {
            arguments.addAll(List.of("--set", "limits." + limit));
        }
        arguments.add(capture.toString());
        ProgramRun run = ProgramRun.of(arguments.toArray(String[]::new));
        assertEquals("", run.err());
        assertEquals(0, run.exitCode());
        StringBuilder records = new StringBuilder();
        run.out()
                .lines()
                .filter(line -> line.contains(GOOD_CLIENTS))
                .forEach(line -> records.append(line).append('\n'));
        return withNumberedIdentifiers(records.toString());
    }

    /** Identifiers by the order in which they come, so that it still shows which of them are the same. */
    private static String withNumberedIdentifiers(String records) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        Matcher identifiers = IDENTIFIER.matcher(records);
        return identifiers.replaceAll(found -> {
            numbers.putIfAbsent(found.group(), numbers.size());
            return "#" + numbers.get(found.group());
        });
    }
}
