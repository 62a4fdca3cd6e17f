package io.sharetap.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sharetap.alert.AlertSettings;
import io.sharetap.baseline.BaselineSettings;
import io.sharetap.detect.DetectorSettings;
import io.sharetap.event.EventCodec;
import io.sharetap.score.CriticalAssets;
import io.sharetap.score.DetectionLists;
import io.sharetap.score.ScoreSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each rule of {@code docs/detection.md}, by number, through the whole topology: what a fleet publishes is what one
 * machine puts out, and it is what the rule says. A record is shown as {@code variation +reason…}, {@code update n},
 * {@code run}.
 */
class FleetRulesTest {
    private static final String PSEXEC = "141b2190f51397dbd0dfde0e3904b264c91b6f81febc823ff0c33da980b69944";
    private static final String UNCOMMON = "uncommon_executable";
    private static final String HIGH = "highly_suspicious_destination";
    private static final String TEMP = "Temp\\t.exe";
    private static final int NOON = 43_200;

    @TempDir
    Path folder;

    /** A rule, what happens, and what is published from a day on. */
    record Rule(int number, String says, Weeks weeks, DetectorSettings settings, int fromDay, List<String> published) {
        Rule(int number, String says, Weeks weeks, String... published) {
            this(number, says, weeks, DetectorSettings.defaults(), 0, List.of(published));
        }

        Rule(int number, String says, Weeks weeks, ScoreSettings score, List<String> published) {
            this(number, says, weeks, DetectorSettings.of(score, AlertSettings.defaults()), 0, published);
        }

        Rule fromDay(int day) {
            return new Rule(number, says, weeks, settings, day, published);
        }

        @Override
        public String toString() {
            return number + " " + says;
        }
    }

    private static Weeks weeks() {
        return Weeks.of(20);
    }

    static Stream<Rule> rules() {
        return Stream.of(variations(), reasons(), spreads(), facts(), history(), tomorrow(), stories())
                .flatMap(List::stream);
    }

    private static List<Rule> variations() {
        return List.of(
                new Rule(
                        1,
                        "an uncommon executable to an uncommon destination",
                        weeks().write(20, NOON, 7, 201, "public", "a\\t.exe", "tool"),
                        UNCOMMON + " +new_pair"),
                new Rule(
                        2,
                        "PsExec's service, proved, however common, without its own ways",
                        weeks().write(20, NOON, 7, 201, "ADMIN$", "PSEXESVC.exe", PSEXEC),
                        "psexec_service +new_pair"),
                new Rule(
                        3,
                        "a screensaver",
                        weeks().write(20, NOON, 7, 201, "public", "a\\t.scr", "tool"),
                        "scr_extension +new_pair"),
                new Rule(
                        4,
                        "the gravest that holds",
                        weeks().write(20, NOON, 7, 201, "ADMIN$", "t.scr", "tool"),
                        HIGH + " +new_pair +execution_location +admin_share"),
                new Rule(
                        5,
                        "a refused write is none",
                        weeks().refused().write(20, NOON, 7, 201, "ADMIN$", "t.exe", "tool")),
                new Rule(
                        6,
                        "a common executable raises nothing",
                        weeks().write(20, NOON, 7, 201, "ADMIN$", "t.exe", "common")),
                new Rule(
                        7,
                        "nothing before 14 observed days",
                        Weeks.of(13).write(13, NOON, 7, 201, "ADMIN$", "t.exe", "tool")),
                new Rule(
                        8,
                        "14 observed days activate it",
                        Weeks.of(14).write(14, NOON, 7, 201, "public", "a\\t.exe", "tool"),
                        UNCOMMON + " +new_pair"));
    }

    private static List<Rule> reasons() {
        ScoreSettings score = ScoreSettings.defaults();
        Weeks tenDestinations = weeks();
        for (int host = 201; host <= 211; host++) {
            tenDestinations.write(15, NOON + host, 7, host, "tools", "x" + host + ".exe", "common");
        }
        return List.of(
                new Rule(
                        9,
                        "never_received_executables, admin_share",
                        weeks().write(20, NOON, 7, 90, "C$", "Tools\\t.exe", "tool"),
                        UNCOMMON + " +never_received_executables +new_pair +admin_share"),
                new Rule(
                        10,
                        "new_pair is not for who writes to ten destinations",
                        tenDestinations.write(20, NOON, 7, 212, "public", "a\\t.exe", "tool"),
                        UNCOMMON),
                new Rule(
                        11,
                        "execution_location",
                        weeks().write(15, NOON, 7, 201, "public", "a.exe", "common")
                                .write(20, NOON, 7, 201, "C$", TEMP, "tool"),
                        UNCOMMON + " +execution_location +admin_share"),
                new Rule(
                        12,
                        "autostart instead of execution_location",
                        weeks().write(15, NOON, 7, 201, "public", "a.exe", "common")
                                .write(
                                        20,
                                        NOON,
                                        7,
                                        201,
                                        "C$",
                                        "ProgramData\\Microsoft\\Windows\\Start Menu\\Programs\\Startup\\t.exe",
                                        "tool"),
                        HIGH + " +autostart +admin_share"),
                new Rule(
                        13,
                        "critical_asset: a domain controller",
                        weeks().write(20, NOON - 9, 3, 201, "SYSVOL", "p.exe", "common")
                                .write(20, NOON, 7, 201, "public", "a\\t.exe", "tool"),
                        UNCOMMON + " +new_pair +critical_asset"),
                new Rule(
                        14,
                        "critical_asset: listed",
                        weeks().write(20, NOON, 7, 201, "public", "a\\t.exe", "tool"),
                        score.with(CriticalAssets.of(List.of("10.0.0.201")), score.lists()),
                        List.of(UNCOMMON + " +new_pair +critical_asset")));
    }

    private static List<Rule> spreads() {
        return List.of(
                new Rule(
                        15,
                        "fan_out of a client with one executable, folded",
                        weeks().write(20, NOON, 7, 201, "public", "a\\t.exe", "tool")
                                .write(20, NOON + 60, 7, 202, "public", "a\\t.exe", "tool")
                                .write(20, NOON + 120, 7, 203, "public", "a\\t.exe", "tool")
                                .write(20, NOON + 180, 7, 204, "public", "a\\t.exe", "tool")
                                .seen(21, NOON),
                        UNCOMMON + " +new_pair",
                        UNCOMMON + " +new_pair",
                        UNCOMMON + " +new_pair +fan_out",
                        "update 1"),
                new Rule(
                        16,
                        "fan_out of a client with any uncommon executables",
                        weeks().write(20, NOON, 7, 201, "public", "a\\t.exe", "tool1")
                                .write(20, NOON + 60, 7, 202, "public", "a\\t.exe", "tool2")
                                .write(20, NOON + 120, 7, 203, "public", "a\\t.exe", "tool3"),
                        UNCOMMON + " +new_pair",
                        UNCOMMON + " +new_pair",
                        UNCOMMON + " +new_pair +fan_out"),
                new Rule(
                        17,
                        "fan_out of an executable from any clients; then all of it is folded",
                        weeks().write(20, NOON, 7, 201, "public", "a\\t.exe", "tool")
                                .write(20, NOON + 60, 8, 202, "public", "a\\t.exe", "tool")
                                .write(20, NOON + 120, 9, 203, "public", "a\\t.exe", "tool")
                                .write(20, NOON + 180, 10, 204, "public", "a\\t.exe", "tool")
                                .seen(21, NOON),
                        UNCOMMON + " +new_pair",
                        UNCOMMON + " +new_pair",
                        UNCOMMON + " +new_pair +fan_out",
                        "update 1"));
    }

    private static List<Rule> facts() {
        ScoreSettings score = ScoreSettings.defaults();
        return List.of(
                new Rule(
                        18,
                        "disguise",
                        weeks().write(20, NOON, 7, 201, "public", "a\\invoice.pdf.exe", "tool"),
                        HIGH + " +new_pair +disguise"),
                new Rule(
                        19,
                        "remote_execution_tool, by name",
                        weeks().write(20, NOON, 7, 201, "public", "a\\RemComSvc.exe", "tool"),
                        UNCOMMON + " +new_pair +remote_execution_tool"),
                new Rule(
                        20,
                        "executed before it was written",
                        weeks().run(20, NOON - 60, 7, 201, "service", "C:\\a\\t.exe")
                                .write(20, NOON, 7, 201, "C$", "a\\t.exe", "tool"),
                        HIGH + " +new_pair +admin_share +executed"),
                new Rule(
                        21,
                        "executed after the alert: reported with it, and judged again",
                        weeks().write(20, NOON, 7, 201, "C$", "a\\t.exe", "tool")
                                .run(20, NOON + 60, 7, 201, "service", "C:\\a\\t.exe"),
                        UNCOMMON + " +new_pair +admin_share",
                        HIGH + " +new_pair +admin_share +executed",
                        "run"),
                new Rule(
                        22,
                        "a list of one's own takes away",
                        weeks().write(20, NOON, 7, 201, "C$", TEMP, "tool"),
                        score.with(
                                CriticalAssets.none(),
                                DetectionLists.shippedWith("remove:\n  execution_location:\n    under: [Temp]\n")),
                        List.of(UNCOMMON + " +new_pair +admin_share")),
                new Rule(
                        23,
                        "who claims to be PsExec is in disguise",
                        weeks().callingItself("psexesvc.exe").write(20, NOON, 7, 201, "public", "a\\s.exe", "tool"),
                        HIGH + " +new_pair +disguise"));
    }

    private static List<Rule> history() {
        Weeks builds = weeks();
        Weeks patchDays = weeks();
        Weeks old = Weeks.of(60);
        Weeks distributor = weeks();
        for (int day = 10; day < 18; day++) {
            builds.write(day, NOON, 7, 201, "builds", "b\\b" + day + ".exe", "build" + day);
            for (int host = 201; host <= 212; host++) {
                patchDays.write(day, NOON + host, 7, host, "ADMIN$", "patch\\p.exe", "patch" + day);
                distributor.write(day, NOON + host, 8, host, "ADMIN$", "deploy\\p.exe", "patch" + day);
            }
        }
        for (int host = 201; host <= 212; host++) {
            old.write(3, NOON + host, 7, host, "tools", "t.exe", "old");
        }
        builds.write(20, NOON, 7, 201, "builds", "b\\b.exe", "build")
                .write(20, NOON + 60, 7, 201, "ADMIN$", "x\\y.exe", "build");
        patchDays.write(20, NOON, 7, 201, "ADMIN$", "patch\\p.exe", "tool");
        distributor
                .write(20, NOON, 8, 201, "ADMIN$", "deploy\\p.exe", "tool")
                .write(20, NOON + 60, 8, 202, "C$", "a\\p.exe", "tool");
        return List.of(
                new Rule(
                        24,
                        "a destination is judged by the kind of place",
                        builds,
                        UNCOMMON + " +execution_location +admin_share"),
                new Rule(
                                25,
                                "software that everybody gets leaves no similar day, and its distributor is exempt",
                                patchDays)
                        .fromDay(20),
                new Rule(
                                26,
                                "a distributor is exempt in its place alone",
                                distributor,
                                UNCOMMON + " +admin_share folded 9")
                        .fromDay(20),
                new Rule(
                        27,
                        "what left the 30 days is history no more",
                        old.write(60, NOON, 7, 201, "tools", "t.exe", "old"),
                        UNCOMMON + " +new_pair"),
                new Rule(
                        28,
                        "what lacks bytes has the history of its head",
                        weeks().partial()
                                .write(20, NOON, 7, 201, "ADMIN$", "t.exe", "common")
                                .partial()
                                .write(20, NOON + 60, 7, 202, "public", "a\\t.exe", "tool"),
                        UNCOMMON + " +new_pair partial"));
    }

    private static List<Rule> tomorrow() {
        return List.of(
                new Rule(
                        29,
                        "today becomes history tomorrow",
                        spread(20, 20),
                        UNCOMMON + " +new_pair",
                        UNCOMMON + " +new_pair",
                        UNCOMMON + " +new_pair +fan_out",
                        "update 9",
                        UNCOMMON + " +new_pair"),
                new Rule(30, "and is common then", spread(18, 20)).fromDay(20),
                new Rule(
                        31,
                        "an executable of a high alert stays uncommon for other clients",
                        held(),
                        HIGH + " +new_pair +execution_location +admin_share",
                        "update 11",
                        UNCOMMON + " +new_pair"),
                new Rule(
                        32,
                        "a record that goes on counts where it tells something new",
                        goingOn(),
                        UNCOMMON + " +new_pair",
                        "update 1"));
    }

    /** A tool goes to everybody on one day, by one client, and once more on another. */
    private static Weeks spread(int day, int again) {
        Weeks weeks = weeks();
        for (int host = 201; host <= 212; host++) {
            weeks.write(day, NOON + host, 7, host, "public", "a\\t.exe", "tool");
        }
        return weeks.write(again, NOON + 40_000, 9, 204, "public", "a\\t.exe", "tool")
                .seen(again + 1, 60);
    }

    private static Weeks held() {
        Weeks weeks = weeks();
        for (int host = 201; host <= 212; host++) {
            weeks.write(18, NOON + host, 7, host, "ADMIN$", "t.exe", "worm");
        }
        return weeks.write(20, NOON, 7, 212, "public", "a\\w.exe", "worm")
                .write(20, NOON, 9, 210, "public", "a\\w.exe", "worm");
    }

    private static Weeks goingOn() {
        Weeks weeks = weeks();
        int first = weeks.next();
        weeks.write(20, NOON, 7, 201, "public", "a\\t.exe", "tool");
        weeks.goingOnFrom(first).write(20, NOON + 9, 7, 201, "public", "a\\t.exe", "tool");
        weeks.goingOnFrom(first).write(20, NOON + 20, 7, 201, "public", "a\\new.exe", "tool");
        return weeks.seen(20, NOON + 9_000);
    }

    private static List<Rule> stories() {
        return List.of(
                new Rule(
                        33,
                        "24 hours of a pair are one story, reported within an hour",
                        weeks().write(20, NOON, 7, 201, "public", "a\\1.exe", "tool1")
                                .write(20, NOON + 60, 7, 201, "public", "a\\2.exe", "tool2")
                                .write(20, NOON + 9_000, 7, 201, "public", "a\\3.exe", "tool3")
                                .write(21, NOON + 60, 7, 201, "public", "a\\4.exe", "tool4"),
                        UNCOMMON + " +new_pair",
                        "update 1",
                        "update 1",
                        UNCOMMON + " folded 2"),
                new Rule(
                        34,
                        "after a high alert all of the client is folded",
                        weeks().write(20, NOON, 7, 201, "ADMIN$", "1.exe", "tool1")
                                .write(20, NOON + 60, 7, 202, "ADMIN$", "2.exe", "tool2")
                                .seen(21, 60),
                        HIGH + " +new_pair +execution_location +admin_share",
                        "update 1"),
                new Rule(
                        35,
                        "a higher severity is never folded",
                        weeks().write(20, NOON, 7, 201, "public", "a\\1.exe", "tool1")
                                .write(20, NOON + 60, 7, 201, "ADMIN$", "2.exe", "tool2"),
                        UNCOMMON + " +new_pair",
                        HIGH + " +new_pair +execution_location +admin_share"),
                new Rule(
                        36,
                        "a write to a critical asset is not folded into a story about another host",
                        weeks().write(20, NOON - 9, 3, 202, "SYSVOL", "p.exe", "common")
                                .write(20, NOON, 7, 201, "ADMIN$", "1.exe", "tool1")
                                .write(20, NOON + 60, 7, 202, "ADMIN$", "2.exe", "tool2"),
                        HIGH + " +new_pair +execution_location +admin_share",
                        HIGH + " +new_pair +execution_location +admin_share +critical_asset"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holdsInAFleet(Rule rule) throws Exception {
        SingleMachine single = SingleMachine.judge(rule.weeks().lines(), BaselineSettings.defaults(), rule.settings());
        TreeSet<String> published =
                new FleetTopologyTest(folder).judge(rule.weeks().lines(), rule.settings());
        FleetTopologyTest.assertSame(single.records, published);
        List<String> shown = new ArrayList<>();
        String from = EventCodec.timestamp((Corpus.FIRST_DAY + rule.fromDay()) * Corpus.DAY_NANOS);
        for (String each : published) {
            JsonNode record = new ObjectMapper().readTree(each);
            if (record.get("@timestamp").asText().compareTo(from) >= 0) {
                shown.add(FleetTopologyTest.shown(record));
            }
        }
        assertEquals(String.join("\n", rule.published()), String.join("\n", shown));
    }
}
