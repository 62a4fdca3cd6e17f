package io.sharetap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/pitfalls.md names every pitfall once, and each with tests that are there. */
class PitfallsPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern NUMBERED = Pattern.compile("(?m)^\\| (\\d+)(?: \\||:)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final String page = read(ROOT.resolve("docs/pitfalls.md"));

    @Test
    void eachPitfallIsNamedOnce() {
        List<Integer> numbers = new ArrayList<>();
        Matcher row = NUMBERED.matcher(page);
        while (row.find()) {
            numbers.add(Integer.valueOf(row.group(1)));
        }
        assertEquals(
                IntStream.rangeClosed(1, 39).boxed().toList(),
                numbers.stream().sorted().toList());
    }

    @Test
    void eachTestAndCaseThatIsNamedIsThere() throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(ROOT)) {
            sources = files.filter(file -> file.toString().contains("src/test/java")
                            && file.toString().endsWith("Test.java"))
                    .toList();
        }
        for (String row : page.lines().filter(line -> line.startsWith("| ")).toList()) {
            String[] cells = row.split("\\|");
            if (!cells[cells.length - 1].contains("`")) {
                continue; // the heads of the tables
            }
            Matcher named = CODE.matcher(cells[cells.length - 1]);
            while (named.find()) {
                assertTrue(isThere(named.group(1), sources), named.group(1));
            }
        }
    }

    private static boolean isThere(String named, List<Path> sources) {
        int dot = named.indexOf('.');
        if (dot < 0) {
            return Files.isRegularFile(ROOT.resolve("pcaps").resolve(named).resolve("expect.jsonl"));
        }
        String file = named.substring(0, dot) + ".java";
        String method = "void " + named.substring(dot + 1) + "(";
        return sources.stream()
                .anyMatch(source -> source.getFileName().toString().equals(file)
                        && read(source).contains(method));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
