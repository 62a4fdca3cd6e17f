package io.sharetap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Holds one folder of {@code pcaps/}: its capture, and the records that must come out ({@code pcaps/README.md}).
 *
 * @param settings what it is replayed with; null: the standard settings
 * @param anomalies what is counted then; null: whatever it is
 */
record PcapCase(String name, Path capture, List<JsonNode> expected, Path settings, Map<String, Long> anomalies) {
    /** Where surefire runs the tests of this module, one folder below the repository's root. */
    static final Path FOLDER = Path.of("..", "pcaps").toAbsolutePath().normalize();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ALWAYS_COMPARED =
            Set.of("smb-file-write", "smb-server-side-copy", "smb-blind", "alert", "alert-update");

    /** Every folder that holds an {@code expect.jsonl}, by name. */
    static List<PcapCase> all() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.filter(folder -> Files.exists(folder.resolve("expect.jsonl")))
                    .sorted()
                    .map(PcapCase::read)
                    .toList();
        }
    }

    private static PcapCase read(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            Path capture = files.filter(file -> file.getFileName().toString().startsWith("capture.pcap"))
                    .findFirst()
                    .orElseThrow(() -> new IOException(folder + " has no capture"));
            List<JsonNode> expected = records(Files.readString(folder.resolve("expect.jsonl")));
            Path settings = folder.resolve("settings.yaml");
            boolean standard = Files.notExists(settings);
            return new PcapCase(
                    folder.getFileName().toString(),
                    capture,
                    expected,
                    standard ? null : settings,
                    standard ? null : anomalies(Files.readAllLines(folder.resolve("anomalies.txt"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Long> anomalies(List<String> lines) {
        Map<String, Long> anomalies = new TreeMap<>();
        for (String line : lines) {
            String[] parts = line.split(" ");
            anomalies.put(parts[0], Long.parseLong(parts[1]));
        }
        return anomalies;
    }

    /** Those that are replayed with the standard settings. */
    static List<PcapCase> standard() throws IOException {
        return all().stream().filter(one -> one.settings() == null).toList();
    }

    /** One record a line. */
    static List<JsonNode> records(String lines) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        for (String line : lines.split("\n")) {
            if (!line.isBlank()) {
                records.add(JSON.readTree(line));
            }
        }
        return records;
    }

    /**
     * The settings by which it sees through encryption: copies in this folder of the case's {@code keys} and
     * {@code keytab}, as the sensor wants them (a checkout may be read by all); empty: it has none.
     */
    Map<String, String> secretsIn(Path folder) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        for (String name : List.of("keys", "keytab")) {
            Path secrets = capture.resolveSibling(name);
            if (Files.exists(secrets)) {
                Path copy = Files.createTempFile(folder, name, ""); // made so that its owner alone may read it
                settings.put(
                        name, Files.write(copy, Files.readAllBytes(secrets)).toString());
            }
        }
        return settings;
    }

    /** What is wrong with these records, null where they are as expected. */
    String differenceFrom(List<JsonNode> records) {
        Set<String> compared = new TreeSet<>(ALWAYS_COMPARED);
        expected.forEach(line -> compared.add(kind(line)));
        List<JsonNode> actual =
                records.stream().filter(line -> compared.contains(kind(line))).toList();
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            String difference = i >= actual.size()
                    ? "is missing"
                    : i >= expected.size() ? "is not expected" : difference(expected.get(i), actual.get(i), "");
            if (difference != null) {
                return "record " + (i + 1) + " " + difference + "\nexpected:" + listed(expected) + "\ngiven:"
                        + listed(actual);
            }
        }
        return null;
    }

    /** {@code alert}, or the action of an event. */
    private static String kind(JsonNode line) {
        JsonNode event = line.path("event");
        return "alert".equals(event.path("kind").asText())
                ? "alert"
                : event.path("action").asText();
    }

    /** Null where all that {@code expected} says holds: objects by their members, null for what is not there. */
    private static String difference(JsonNode expected, JsonNode actual, String at) {
        if (expected.isNull()) {
            return actual.isMissingNode() ? null : "has " + at + " = " + actual;
        }
        if (expected.isArray() && actual.size() == expected.size()) {
            for (int i = 0; i < expected.size(); i++) {
                String difference = difference(expected.get(i), actual.get(i), at + "[" + i + "]");
                if (difference != null) {
                    return difference;
                }
            }
            return null;
        }
        if (!expected.isObject()) {
            return sameValue(expected, actual) ? null : "has " + at + " = " + actual + " instead of " + expected;
        }
        if (!actual.isObject()) {
            return "has no " + at;
        }
        Iterator<Map.Entry<String, JsonNode>> members = expected.fields();
        while (members.hasNext()) {
            Map.Entry<String, JsonNode> member = members.next();
            String place = at.isEmpty() ? member.getKey() : at + "." + member.getKey();
            String difference = difference(member.getValue(), actual.path(member.getKey()), place);
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private static boolean sameValue(JsonNode expected, JsonNode actual) {
        return expected.isIntegralNumber() && actual.isIntegralNumber()
                ? expected.asLong() == actual.asLong()
                : expected.equals(actual);
    }

    private static String listed(List<JsonNode> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append("\n  ").append(line));
        return text.isEmpty() ? " nothing" : text.toString();
    }
}
