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
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertRulesTest {
    /** Of the sensor and of the fleet: rules, and what promtool tests them with. */
    private static final String BOTH = """
            prometheus/sharetap.rules.yml,       prometheus/rules_test.yml
            prometheus/sharetap-fleet.rules.yml, prometheus/fleet_rules_test.yml
            """;

    private final ObjectMapper yaml = new ObjectMapper(new YAMLFactory());

    @ParameterizedTest
    @CsvSource(textBlock = BOTH)
    void fireAndStopAsTheirTestsSay(String rules, String tests) throws IOException, InterruptedException {
        Programs.run("promtool", "check", "rules", rules);
        Programs.run("promtool", "test", "rules", tests);
    }

    /** What promtool does not hold: that no rule is without such a test. */
    @ParameterizedTest
    @CsvSource(textBlock = BOTH)
    void areEachSeenSilentFiringAndSilentAgain(String rules, String tests) throws IOException {
        Set<String> firing = new TreeSet<>();
        Set<String> silentAfter = new TreeSet<>();
        for (JsonNode test : yaml.readTree(new File(tests)).get("tests")) {
            Set<String> silentBefore = new TreeSet<>();
            Set<String> firingHere = new TreeSet<>();
            for (JsonNode seen : test.get("alert_rule_test")) {
                String name = seen.get("alertname").asText();
                if (!seen.get("exp_alerts").isEmpty()) {
                    assertTrue(silentBefore.contains(name), name + " is not seen silent before it fires");
                    firingHere.add(name);
                } else if (firingHere.contains(name)) {
                    silentAfter.add(name);
                } else {
                    silentBefore.add(name);
                }
            }
            firing.addAll(firingHere);
        }
        assertEquals(names(rules), firing);
        assertEquals(names(rules), silentAfter);
    }

    @ParameterizedTest
    @CsvSource(textBlock = BOTH)
    void areExplainedInTheOperationsPage(String rules, String tests) throws IOException {
        String page = Files.readString(Path.of("../docs/operations.md"));
        for (String name : names(rules)) {
            assertTrue(page.contains("| `" + name + "` |"), name);
        }
    }

    private Set<String> names(String rules) throws IOException {
        Set<String> names = new TreeSet<>();
        for (JsonNode group : yaml.readTree(new File(rules)).get("groups")) {
            group.get("rules").forEach(rule -> names.add(rule.get("alert").asText()));
        }
        return names;
    }
}
