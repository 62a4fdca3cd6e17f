package io.sharetap.benchmarks.quality;

import io.sharetap.alert.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up, over all seeds, what one detector found and which other alerts it raised, and computes the figures. */
final class Tally {
    private final int hosts;
    private final Map<Intrusion, Found> found = new EnumMap<>(Intrusion.class);
    private final Map<Severity, long[]> falseAlerts = new EnumMap<>(Severity.class);
    private final Map<String, Map<Severity, Long>> causes = new TreeMap<>();
    private final Map<Severity, Long> trueAlerts = new EnumMap<>(Severity.class);
    private final int[] judged;

    /** Results for the campaigns of one kind. */
    private static final class Found {
        private int played;
        private int high;
        private int folded;
        private final List<Double> minutes = new ArrayList<>();
    }

    Tally(int hosts, int days) {
        this.hosts = hosts;
        judged = new int[days];
        for (Severity severity : Severity.values()) {
            falseAlerts.put(severity, new long[days]);
        }
    }

    /** Counts a day of a seed on which alerts could be raised. */
    void judged(int day) {
        judged[day]++;
    }

    void falseAlert(int day, Severity severity, String cause) {
        falseAlerts.get(severity)[day]++;
        causes.computeIfAbsent(cause, any -> new EnumMap<>(Severity.class)).merge(severity, 1L, Long::sum);
    }

    void trueAlert(Severity severity) {
        trueAlerts.merge(severity, 1L, Long::sum);
    }

    /** @param folded whether an update of another alert reported it */
    void missed(Intrusion kind, boolean folded) {
        of(kind).played++;
        of(kind).folded += folded ? 1 : 0;
    }

    void found(Intrusion kind, double minutesToFirstAlert, boolean high) {
        Found campaigns = of(kind);
        campaigns.played++;
        campaigns.high += high ? 1 : 0;
        campaigns.minutes.add(minutesToFirstAlert);
    }

    private Found of(Intrusion kind) {
        return found.computeIfAbsent(kind, any -> new Found());
    }

    int played(Intrusion kind) {
        return of(kind).played;
    }

    int found(Intrusion kind) {
        return of(kind).minutes.size();
    }

    /** Campaigns without an alert of their own that an update of another alert reported. */
    int folded(Intrusion kind) {
        return of(kind).folded;
    }

    int high(Intrusion kind) {
        return of(kind).high;
    }

    /** The fraction of campaigns that were found; NaN: none was played. */
    double recall(List<Intrusion> kinds) {
        double played = kinds.stream().mapToInt(this::played).sum();
        return kinds.stream().mapToInt(this::found).sum() / played;
    }

    /** The median time, in minutes, in which found campaigns were found; NaN: none was. */
    double medianMinutes(Intrusion kind) {
        List<Double> sorted = new ArrayList<>(of(kind).minutes);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    long falseAlerts(Severity severity) {
        return sum(falseAlerts.get(severity), 0);
    }

    long trueAlerts(Severity severity) {
        return trueAlerts.getOrDefault(severity, 0L);
    }

    /** False alerts a day per 1,000 hosts, from this day on. */
    double falseRate(Severity severity, int fromDay) {
        return perDayPerThousand(sum(falseAlerts.get(severity), fromDay), judgedDays(fromDay));
    }

    /** The same on one day. */
    double falseRateOn(Severity severity, int day) {
        return perDayPerThousand(falseAlerts.get(severity)[day], judged[day]);
    }

    /** The same for one cause. */
    double falseRate(Severity severity, String cause) {
        long alerts = causes.getOrDefault(cause, Map.of()).getOrDefault(severity, 0L);
        return perDayPerThousand(alerts, judgedDays(0));
    }

    private double perDayPerThousand(long alerts, long days) {
        return days == 0 ? 0 : alerts / (days * (hosts / 1_000.0));
    }

    /** The fraction of alerts that are true; NaN: there are none. */
    double precision(Severity severity) {
        double all = trueAlerts(severity) + falseAlerts(severity);
        return trueAlerts(severity) / all;
    }

    /** Causes of false alerts, the most frequent first. */
    List<String> causes() {
        List<String> sorted = new ArrayList<>(causes.keySet());
        sorted.sort((a, b) -> Long.compare(alertsOf(b), alertsOf(a)));
        return sorted;
    }

    private long alertsOf(String cause) {
        return causes.get(cause).values().stream().mapToLong(Long::longValue).sum();
    }

    int days() {
        return judged.length;
    }

    private long judgedDays(int fromDay) {
        long days = 0;
        for (int day = fromDay; day < judged.length; day++) {
            days += judged[day];
        }
        return days;
    }

    private static long sum(long[] counts, int from) {
        long sum = 0;
        for (int i = from; i < counts.length; i++) {
            sum += counts[i];
        }
        return sum;
    }
}
