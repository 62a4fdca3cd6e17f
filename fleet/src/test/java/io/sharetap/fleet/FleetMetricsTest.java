package io.sharetap.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The page for those who run a fleet, and its alert rules, name the metrics that a scrape gives. */
class FleetMetricsTest {
    private static final Pattern NAME = Pattern.compile("\\bsharetap_[a-z_]+");

    private final FleetCounts counts = new FleetCounts();

    private String scrape() {
        return FleetMetrics.of(counts, Map.of(new TopicPartition("sharetap-writes", 3), 17L));
    }

    /** Name, type and sentence of each. */
    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        Map<String, String> sentences = new TreeMap<>();
        for (String line : scrape().lines().toList()) {
            String[] words = line.split(" ", 4);
            if (line.startsWith("# HELP ")) {
                sentences.put(words[2], words[3]);
            } else if (line.startsWith("# TYPE ")) {
                rows.add("| `" + words[2] + "` | " + words[3] + " | " + sentences.get(words[2]) + " |");
            }
        }
        return rows;
    }

    @Test
    void thePageListsEachAsItIsScraped() throws IOException {
        List<String> page = Files.readAllLines(Path.of("../docs/operations.md"));
        int begin = page.indexOf("| metric of the fleet | type | says |") + 2;
        List<String> listed = page.subList(begin, page.size()).stream()
                .takeWhile(line -> line.startsWith("| `"))
                .toList();
        assertEquals(String.join("\n", rows()), String.join("\n", listed));
    }

    @Test
    void everyMetricOfTheAlertRulesIsScraped() throws IOException {
        Set<String> scraped = new TreeSet<>();
        scrape().lines().filter(line -> !line.startsWith("#")).forEach(line -> scraped.add(line.split("[{ ]")[0]));
        List<String> named = NAME.matcher(Files.readString(Path.of("../deploy/prometheus/sharetap-fleet.rules.yml")))
                .results()
                .map(MatchResult::group)
                .toList();
        assertTrue(named.size() >= 7, named::toString);
        assertEquals(
                List.of(),
                named.stream().filter(name -> !scraped.contains(name)).toList());
    }

    @Test
    void countsAndLagAreGiven() {
        counts.event();
        counts.event();
        counts.fault();
        List<String> lines = scrape().lines().toList();
        assertTrue(lines.contains("sharetap_fleet_events_total 2"), lines::toString);
        assertTrue(lines.contains("sharetap_fleet_faults_total 1"), lines::toString);
        assertTrue(
                lines.contains("sharetap_fleet_lag_records{topic=\"sharetap-writes\",partition=\"3\"} 17"),
                lines::toString);
    }
}
