package io.sharetap.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every oddity that is counted has a sentence of its own, and a test that names it. */
class AnomalyCoverageTest {
    @Test
    void everyAnomalyIsNamedByATest() throws IOException {
        String tests = sources("test");
        List<Anomaly> untested = Arrays.stream(Anomaly.values())
                .filter(anomaly -> !names(tests, anomaly))
                .toList();
        assertEquals(List.of(), untested);
    }

    @Test
    void everyAnomalyIsNotedSomewhere() throws IOException {
        String program = sources("main");
        List<Anomaly> unused = Arrays.stream(Anomaly.values())
                .filter(anomaly -> !program.contains("Anomaly." + anomaly.name()))
                .toList();
        assertEquals(List.of(), unused);
    }

    @Test
    void everyAnomalyHasASentenceOfItsOwn() {
        assertTrue(Arrays.stream(Anomaly.values())
                .allMatch(anomaly -> anomaly.sentence().endsWith(".")));
        assertEquals(
                Anomaly.values().length,
                Arrays.stream(Anomaly.values())
                        .map(Anomaly::sentence)
                        .distinct()
                        .count());
    }

    private static boolean names(String sources, Anomaly anomaly) {
        return Pattern.compile("\\b" + anomaly.name() + "\\b", Pattern.CASE_INSENSITIVE)
                .matcher(sources)
                .find();
    }

    private static String sources(String kind) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."), 12)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/" + kind + "/"))
                    .map(AnomalyCoverageTest::read)
                    .collect(Collectors.joining());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
