package io.sharetap.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.File;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the page for those who run it, and every query of the rules and the dashboard, against a sensor that watches.
 */
@Timeout(120)
class MetricNamesTest {
    private static final Pattern NAME = Pattern.compile("\\bsharetap_[a-z_]+");
    private static final Pattern LABEL = Pattern.compile("[{,](\\w+)=\"");
    private static final String WATCH_AND_SCRAPE = """
            ip link add span0 type veth peer name span1 && ip link set lo up && ip link set span0 up &&
            ip link set span1 up || exit 1
            "$@" >/dev/null 2>said & process=$!
            for i in $(seq 300); do curl -sf http://127.0.0.1:9475/readyz >/dev/null && break; sleep 0.1; done
            tcpreplay -q -i span0 --pps=5000 "$CAPTURE" >/dev/null 2>&1
            for i in $(seq 300); do
                curl -sf http://127.0.0.1:9475/metrics >metrics
                grep -q '^sharetap_smb_messages_total' metrics && break
                sleep 0.1
            done
            kill $process; wait $process; cat metrics
            """;

    @TempDir
    private Path folder;

    @Test
    void areThoseOfTheSensor() throws IOException, InterruptedException {
        Programs.run("unshare", "--net", "true");
        Programs.run("curl", "--version");
        Programs.run("tcpreplay", "--version");
        String metrics = Programs.run(
                "env",
                "CAPTURE=" + Path.of("../pcaps/lateral-movement/capture.pcapng").toAbsolutePath(),
                "unshare",
                "--net",
                "sh",
                "-c",
                "cd " + folder + "; " + WATCH_AND_SCRAPE,
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + new File("../config/jvm.flags").getCanonicalPath(),
                "-classpath",
                System.getProperty("java.class.path"),
                "io.sharetap.cli.Sharetap",
                "watch",
                "-i",
                "span1",
                "--output",
                "file:" + folder.resolve("records"));
        Map<String, String> known = described(metrics);
        assertEquals(String.join("\n", documented()), String.join("\n", known.values()));
        for (String query : queries()) {
            for (String name :
                    NAME.matcher(query).results().map(MatchResult::group).toList()) {
                assertTrue(known.containsKey(name), name + " of " + query);
            }
        }
    }

    /** Each metric of a scrape as the page for those who run it has it: name, type, labels. */
    private static Map<String, String> described(String metrics) {
        Map<String, String> types = new TreeMap<>();
        Map<String, Set<String>> labels = new TreeMap<>();
        for (String line : metrics.lines().toList()) {
            if (line.startsWith("# TYPE ")) {
                types.put(line.split(" ")[2], line.split(" ")[3]);
            } else if (!line.startsWith("#")) {
                Set<String> names = labels.computeIfAbsent(line.split("[{ ]")[0], any -> new TreeSet<>());
                LABEL.matcher(line).results().forEach(label -> names.add("`" + label.group(1) + "`"));
            }
        }
        Map<String, String> described = new TreeMap<>();
        types.forEach((name, type) -> described.put(
                name,
                ("| `" + name + "` | " + type + " | " + String.join(", ", labels.get(name)) + " |")
                        .replace("|  |", "| |")));
        return described;
    }

    private static List<String> documented() throws IOException {
        List<String> page = Files.readAllLines(Path.of("../docs/operations.md"));
        int begin = page.indexOf("| metric | type | labels | says |") + 2;
        return page.subList(begin, page.size()).stream()
                .takeWhile(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.lastIndexOf('|', line.length() - 2) + 1))
                .sorted()
                .toList();
    }

    /** promtool reads them as rules. */
    @Test
    void standInQueriesThatPrometheusUnderstands() throws IOException, InterruptedException {
        StringBuilder rules = new StringBuilder("groups:\n  - name: queries\n    rules:\n");
        int number = 0;
        for (String query : dashboardQueries()) {
            String whole = query.replace("$__rate_interval", "5m")
                    .replace("$job", ".*")
                    .replace("$instance", ".*");
            rules.append("      - record: query:")
                    .append((char) ('a' + number / 26))
                    .append((char) ('a' + number % 26))
                    .append("\n        expr: '")
                    .append(whole.replace("'", "''"))
                    .append("'\n");
            number++;
        }
        assertTrue(number > 25, number + " queries");
        Programs.run(
                "promtool",
                "check",
                "rules",
                Files.writeString(folder.resolve("queries.yml"), rules).toString());
    }

    @Test
    void panelsDoNotLieOnEachOther() throws IOException {
        Set<String> places = new TreeSet<>();
        Set<Integer> ids = new TreeSet<>();
        int cells = 0;
        for (JsonNode panel :
                new ObjectMapper().readTree(new File("grafana/sharetap.json")).get("panels")) {
            assertTrue(ids.add(panel.get("id").asInt()), panel.get("title").asText());
            JsonNode at = panel.get("gridPos");
            for (int x = 0; x < at.get("w").asInt(); x++) {
                for (int y = 0; y < at.get("h").asInt(); y++) {
                    places.add((at.get("x").asInt() + x) + "," + (at.get("y").asInt() + y));
                    cells++;
                }
            }
        }
        assertEquals(cells, places.size());
    }

    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>(dashboardQueries());
        JsonNode rules = new ObjectMapper(new YAMLFactory()).readTree(new File("prometheus/sharetap.rules.yml"));
        rules.get("groups")
                .forEach(group -> group.get("rules")
                        .forEach(rule -> queries.add(rule.get("expr").asText())));
        return queries;
    }

    private static List<String> dashboardQueries() throws IOException {
        List<String> queries = new ArrayList<>();
        for (JsonNode panel :
                new ObjectMapper().readTree(new File("grafana/sharetap.json")).get("panels")) {
            if (panel.has("targets")) {
                panel.get("targets")
                        .forEach(target -> queries.add(target.get("expr").asText()));
            }
        }
        return queries;
    }
}
