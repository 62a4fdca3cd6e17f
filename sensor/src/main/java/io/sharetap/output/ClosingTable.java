package io.sharetap.output;

import io.sharetap.alert.Severity;
import io.sharetap.alert.Suppression;
import io.sharetap.base.Anomaly;
import io.sharetap.base.Count;
import java.util.Map;
import java.util.StringJoiner;

/** Shows at the end what went through, what was found, and what could not be seen or read. */
final class ClosingTable {
    private static final int LABEL_WIDTH = 18;
    private static final long MILLI_NANOS = 1_000_000;

    private final StringBuilder text = new StringBuilder(2_048);
    private final Palette palette;

    private ClosingTable(Palette palette) {
        this.palette = palette;
    }

    static String of(ClosingCounts counts, ClosingFacts facts, Palette palette) {
        ClosingTable table = new ClosingTable(palette);
        table.write(counts, facts);
        return table.text.toString();
    }

    private void write(ClosingCounts counts, ClosingFacts facts) {
        text.append(palette.strong("Summary")).append('\n');
        boolean ofPackets = facts.packets() != ClosingFacts.NO_PACKETS;
        if (ofPackets) {
            row("packets", facts.packets(), "(" + TextOf.bytes(facts.capturedBytes()) + span(facts) + ")");
            row("connections", facts.counts().getOrDefault(Count.CONNECTIONS, 0L), "");
            row("SMB messages", facts.counts().getOrDefault(Count.SMB_MESSAGES, 0L), "");
        }
        row("files written", counts.writes(), refused(counts));
        row("executables", counts.executables(), "");
        long alerts = 0;
        for (Severity severity : Severity.values()) {
            alerts += counts.alerts(severity);
        }
        row("alerts", alerts, alerts == 0 ? "" : bySeverity(counts));
        counts.runOfAlerts().forEach(run -> item(run));
        long suppressed =
                facts.suppressed().values().stream().mapToLong(Long::longValue).sum();
        if (suppressed > 0) {
            row("suppressed", suppressed, byReason(facts.suppressed()));
            if (facts.suppressed().containsKey(Suppression.ACTIVATION.label())) {
                item("activation: too few days were observed so far; --activation 0d raises at once");
            }
        }
        if (facts.diskFull() > 0) {
            row("disk full", facts.diskFull(), "(times that the baseline could not be begun or extended)");
        }
        if (counts.foldedWrites() > 0) {
            row("folded", counts.foldedWrites(), "(into alerts above)");
        }
        if (ofPackets) {
            blind(counts);
        }
        anomalies(facts.anomalies());
        if (!facts.notRead().isEmpty()) {
            row("not read", facts.notRead().size(), "");
            facts.notRead().forEach(input -> item(VisibleText.of(input)));
        }
    }

    private void blind(ClosingCounts counts) {
        row("blind sessions", counts.blindSessions(), "");
        counts.blindBetween().forEach((between, times) -> item(between + (times == 1 ? "" : "  " + times + " times")));
        if (counts.blindNotListed() > 0) {
            item("and " + TextOf.number(counts.blindNotListed()) + " more");
        }
    }

    private static String span(ClosingFacts facts) {
        if (facts.packets() == 0) {
            return "";
        }
        long seconds = (facts.lastNanos() - facts.firstNanos()) / MILLI_NANOS / 1_000;
        return ", " + TextOf.seconds(facts.firstNanos()) + " to " + TextOf.seconds(facts.lastNanos()) + " UTC, "
                + duration(seconds);
    }

    private static String duration(long seconds) {
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7_200) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " days";
    }

    private static String refused(ClosingCounts counts) {
        return counts.refusedWrites() == 0 ? "" : "(and " + TextOf.number(counts.refusedWrites()) + " refused)";
    }

    private static String byReason(Map<String, Long> suppressed) {
        StringJoiner reasons = new StringJoiner(", ", "(", ")");
        suppressed.forEach((reason, times) -> reasons.add(reason + " " + TextOf.number(times)));
        return reasons.toString();
    }

    private static String bySeverity(ClosingCounts counts) {
        return "(" + counts.alerts(Severity.HIGH) + " high, " + counts.alerts(Severity.MEDIUM) + " medium, "
                + counts.alerts(Severity.LOW) + " low)";
    }

    private void anomalies(Map<Anomaly, Long> anomalies) {
        if (anomalies.isEmpty()) {
            return;
        }
        row("anomalies", anomalies.values().stream().mapToLong(Long::longValue).sum(), "");
        anomalies.forEach(
                (anomaly, times) -> item(anomaly.label() + "  " + TextOf.number(times) + "  " + anomaly.sentence()));
    }

    private void row(String label, long number, String more) {
        text.append("  ")
                .append(label)
                .append(" ".repeat(LABEL_WIDTH - label.length()))
                .append(TextOf.number(number));
        text.append(more.isEmpty() ? "" : "  " + more).append('\n');
    }

    private void item(String line) {
        text.append("    ").append(line).append('\n');
    }
}
