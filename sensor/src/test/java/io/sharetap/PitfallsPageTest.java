package io.sharetap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** docs/pitfalls.md names every pitfall once, and each with tests that are there. */
class PitfallsPageTest {
    private static final Pattern NUMBERED = Pattern.compile("(?m)^\\| (\\d+)(?: \\||:)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final String page = NamedTests.page("pitfalls.md");

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
    void eachTestAndCaseThatIsNamedIsThere() {
        NamedTests tests = new NamedTests();
        for (String row : page.lines().filter(line -> line.startsWith("| ")).toList()) {
            String[] cells = row.split("\\|");
            if (!cells[cells.length - 1].contains("`")) {
                continue; // the heads of the tables
            }
            Matcher named = CODE.matcher(cells[cells.length - 1]);
            while (named.find()) {
                assertTrue(tests.isThere(named.group(1)), named.group(1));
            }
        }
    }
}
