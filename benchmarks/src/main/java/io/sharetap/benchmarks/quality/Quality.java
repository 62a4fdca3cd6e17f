package io.sharetap.benchmarks.quality;

import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertUpdate;
import io.sharetap.alert.Severity;
import io.sharetap.baseline.BaselineSettings;
import io.sharetap.baseline.ChronicleBaseline;
import io.sharetap.benchmarks.quality.Intrusion.Loot;
import io.sharetap.benchmarks.quality.Stage.Campaign;
import io.sharetap.detect.DetectorSettings;
import io.sharetap.detect.DetectorSink;
import io.sharetap.detect.RareWriteDetector;
import io.sharetap.event.SensorEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Runs the simulation and prints what was found and what was not.
 *
 * <p>{@code java … io.sharetap.benchmarks.quality.Quality [hosts] [seeds]}, 2,000 and 10 unless given.
 */
public final class Quality {
    private static final int DAYS = 60;
    private static final int FIRST_INTRUSION = 31;

    private final int hosts;
    private final Map<Intrusion, Integer> played = new EnumMap<>(Intrusion.class);
    private final Map<Intrusion, Integer> found = new EnumMap<>(Intrusion.class);
    private final Map<Intrusion, Integer> high = new EnumMap<>(Intrusion.class);
    private final Map<Intrusion, List<Double>> minutes = new EnumMap<>(Intrusion.class);
    private final Map<Severity, Integer> falseAlerts = new EnumMap<>(Severity.class);
    private final Map<String, Integer> falseKinds = new TreeMap<>();
    private long events;
    private long nanos;
    private int judgedDays;

    private Quality(int hosts) {
        this.hosts = hosts;
    }

    /** See the class. */
    public static void main(String[] arguments) {
        int hosts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000;
        int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        Quality quality = new Quality(hosts);
        for (int seed = 1; seed <= seeds; seed++) {
            quality.run(seed);
        }
        quality.print();
    }

    /** Where an alert is told of a campaign. */
    private final class Watcher implements DetectorSink {
        private final Stage stage;
        private final Map<Campaign, Alert> first = new HashMap<>();
        private final Map<Campaign, Alert> gravest = new HashMap<>();
        private boolean judging;

        Watcher(Stage stage) {
            this.stage = stage;
        }

        @Override
        public void onEvent(SensorEvent event) {
            events++;
        }

        @Override
        public void onAlert(Alert alert) {
            Campaign campaign = stage.campaignOf(alert.event().id());
            if (campaign != null) {
                first.putIfAbsent(campaign, alert);
                gravest.merge(campaign, alert, (a, b) -> severity(a).compareTo(severity(b)) >= 0 ? a : b);
            } else if (judging) {
                falseAlerts.merge(severity(alert), 1, Integer::sum);
                falseKinds.merge(
                        severity(alert) + " " + alert.event().client() + " "
                                + alert.event().smb().share() + ' '
                                + alert.score().reasons().stream()
                                        .map(r -> r.id())
                                        .toList(),
                        1,
                        Integer::sum);
            }
        }

        @Override
        public void onAlertUpdate(AlertUpdate update) {
            // Folded writes belong to an alert that was told.
        }

        private static Severity severity(Alert alert) {
            return alert.variation().severity();
        }
    }

    private void run(int seed) {
        Random random = new Random(seed);
        Stage stage = new Stage();
        Organisation org = new Organisation(hosts, random, stage);
        Map<Integer, List<Campaign>> plan = plan(random);
        Map<Campaign, Loot> loot = new HashMap<>();
        Watcher watcher = new Watcher(stage);
        try (ChronicleBaseline baseline = ChronicleBaseline.inMemory(BaselineSettings.defaults())) {
            RareWriteDetector detector = new RareWriteDetector(DetectorSettings.defaults(), baseline, watcher);
            for (int day = 0; day < DAYS; day++) {
                stage.begin(day);
                org.live(day);
                for (Campaign campaign : plan.getOrDefault(day, List.of())) {
                    stage.play(campaign);
                    Loot has = loot.computeIfAbsent(
                            campaign, c -> new Loot(c.number(), org.workstation(), org.newProgram()));
                    campaign.kind().play(org, stage, has);
                    stage.play(null);
                }
                watcher.judging = day >= FIRST_INTRUSION;
                judgedDays += watcher.judging ? 1 : 0;
                List<SensorEvent> ofDay = stage.events();
                long start = System.nanoTime();
                ofDay.forEach(detector::onEvent);
                nanos += System.nanoTime() - start;
            }
            detector.onEnd(stage.at(24));
        }
        count(plan, watcher);
    }

    /** Each kind once, on a day of its own choosing; a kind of several days goes on from there. */
    private static Map<Integer, List<Campaign>> plan(Random random) {
        Map<Integer, List<Campaign>> plan = new HashMap<>();
        int number = 0;
        for (Intrusion kind : Intrusion.values()) {
            int start = FIRST_INTRUSION + random.nextInt(DAYS - FIRST_INTRUSION - kind.days());
            Campaign campaign = new Campaign(kind, ++number);
            for (int day = start; day < start + kind.days(); day++) {
                plan.computeIfAbsent(day, d -> new ArrayList<>()).add(campaign);
            }
        }
        return plan;
    }

    private void count(Map<Integer, List<Campaign>> plan, Watcher watcher) {
        plan.values().stream().flatMap(List::stream).distinct().forEach(campaign -> {
            played.merge(campaign.kind(), 1, Integer::sum);
            Alert alert = watcher.first.get(campaign);
            if (alert != null) {
                found.merge(campaign.kind(), 1, Integer::sum);
                double late = (alert.epochNanos() - watcher.stage.firstWriteOf(campaign)) / (60.0 * Stage.SECOND);
                minutes.computeIfAbsent(campaign.kind(), kind -> new ArrayList<>())
                        .add(late);
            }
            Alert gravest = watcher.gravest.get(campaign);
            if (gravest != null && gravest.variation().severity() == Severity.HIGH) {
                high.merge(campaign.kind(), 1, Integer::sum);
            }
        });
    }

    private void print() {
        System.out.printf(
                "%-40s %7s %7s %7s  %s%n", "intrusion", "played", "found", "high", "minutes to the first alert");
        for (Intrusion kind : Intrusion.values()) {
            System.out.printf(
                    "%-40s %7d %7d %7d  %s%n",
                    kind.label(),
                    played.get(kind),
                    found.getOrDefault(kind, 0),
                    high.getOrDefault(kind, 0),
                    median(minutes.getOrDefault(kind, List.of())));
        }
        double thousands = judgedDays * hosts / 1_000.0;
        System.out.print("false alerts a day per 1,000 hosts:");
        for (Severity severity : Severity.values()) {
            System.out.printf(" %s %.2f", severity, falseAlerts.getOrDefault(severity, 0) / thousands);
        }
        System.out.printf("%n%,d events, %.1f microseconds each%n", events, nanos / 1_000.0 / events);
        falseKinds.entrySet().stream()
                .sorted((a, b) -> b.getValue() - a.getValue())
                .limit(30)
                .forEach(kind -> System.out.println(kind.getValue() + "  " + kind.getKey()));
    }

    private static String median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? "-" : String.format(Locale.ROOT, "%.0f", sorted.get(sorted.size() / 2));
    }
}
