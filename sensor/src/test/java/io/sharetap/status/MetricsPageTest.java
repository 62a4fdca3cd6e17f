package io.sharetap.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page for those who run it lists each metric as a scrape gives it: name, type, labels and sentence. */
class MetricsPageTest {
    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    private final FakeSensor sensor = new FakeSensor();

    private List<String> scrape() {
        SensorMeters meters = new SensorMeters(sensor);
        meters.counting(new KeptEvents());
        return meters.scrape().lines().toList();
    }

    @Test
    void listsEachMetricAsItIsScraped() throws IOException {
        TreeMap<String, TreeSet<String>> labels = new TreeMap<>();
        TreeMap<String, String> types = new TreeMap<>();
        for (String line : scrape()) {
            Matcher sample = SAMPLE.matcher(line);
            if (line.startsWith("# TYPE ")) {
                types.put(line.split(" ")[2], line.split(" ")[3]);
            } else if (!line.startsWith("#") && sample.matches()) {
                TreeSet<String> names = labels.computeIfAbsent(sample.group(1), any -> new TreeSet<>());
                if (sample.group(2) != null) {
                    LABEL.matcher(sample.group(2))
                            .results()
                            .map(MatchResult::group)
                            .forEach(each -> names.add("`" + each.substring(0, each.length() - 2) + "`"));
                }
            }
        }
        List<String> expected = new ArrayList<>();
        for (Meter meter : Meter.values()) {
            String shown = meter.shown();
            String row = "| `" + shown + "` | " + types.remove(shown) + " | " + String.join(", ", labels.get(shown));
            expected.add((row + " | ").replace("|  | ", "| | ") + meter.sentence() + " |");
        }
        assertTrue(types.isEmpty(), types::toString);
        List<String> page = Files.readAllLines(Path.of("../docs/operations.md"));
        int begin = page.indexOf("| metric | type | labels | says |") + 2;
        List<String> listed = page.subList(begin, begin + expected.size());
        assertEquals(String.join("\n", expected), String.join("\n", listed));
        assertEquals("", page.get(begin + expected.size()));
    }

    /** Whoever watches this one metric sees that any of them was too small. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ANY,
            names = {".*_FULL", ".*_EVICTED", ".*_FORGOTTEN"})
    void eachTableThatWasFullCountsAmongTheEvictions(Anomaly anomaly) {
        if (anomaly == Anomaly.CONTENT_PER_FILE_FULL) {
            return; // a bound of one file
        }
        long before = evictions();
        sensor.ledger.note(anomaly);
        assertEquals(before + 1, evictions());
    }

    private long evictions() {
        return scrape().stream()
                .filter(line -> line.startsWith("sharetap_table_evictions_total{"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
