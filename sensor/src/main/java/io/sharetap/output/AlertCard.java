package io.sharetap.output;

import io.sharetap.alert.Alert;
import io.sharetap.alert.Severity;
import io.sharetap.baseline.Rarity;
import io.sharetap.event.FileWrite;
import io.sharetap.event.PeSummary;
import io.sharetap.score.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Says an alert on a card for people: what, from where to where, why, and what to look into. */
final class AlertCard {
    private static final String INDENT = "  ";
    private static final int LABEL_WIDTH = 11;

    private final StringBuilder text = new StringBuilder(2_048);
    private final Palette palette;

    private AlertCard(Palette palette) {
        this.palette = palette;
    }

    /** The card's lines, each with its line end, an empty one before and after. */
    static String of(Alert alert, Palette palette) {
        AlertCard card = new AlertCard(palette);
        card.write(alert);
        return card.text.toString();
    }

    private void write(Alert alert) {
        Severity severity = alert.variation().severity();
        text.append('\n')
                .append(palette.severity(severity, severity.name() + " ALERT"))
                .append("  ")
                .append(palette.strong(alert.variation().ruleName()))
                .append('\n');
        FileWrite event = alert.event();
        line("when", TextOf.time(event.epochNanos()) + " UTC");
        line("from", TextOf.client(event.endpoints()) + user(event));
        line("to", TextOf.destination(event.endpoints()));
        line("file", TextOf.place(event.smb(), event.path()));
        line("", TextOf.size(event) + TextOf.reservations(event) + program(event.pe()));
        line("sha256", TextOf.hash(event));
        line("message", VisibleText.of(alert.message()));
        why(alert);
        if (alert.folded() > 0) {
            line("folded", TextOf.counted(alert.folded(), "further write", "further writes") + " of the same story");
        }
        List<String> steps = new ArrayList<>();
        for (String step : alert.investigate()) {
            steps.add("- " + VisibleText.of(step));
        }
        lines("look into", steps);
        line("alert", alert.id() + ", rule " + alert.variation().ruleId() + ", T1021.002");
        text.append('\n');
    }

    private static String user(FileWrite event) {
        String user = TextOf.user(event.smb());
        return user == null ? ", user unknown" : ", user " + user;
    }

    private static String program(PeSummary pe) {
        if (pe == null) {
            return "";
        }
        StringJoiner facts = new StringJoiner(", ", ", ", "").setEmptyValue("");
        if (pe.architecture() != null) {
            facts.add(pe.architecture());
        }
        if (pe.originalFileName() != null) {
            facts.add("calls itself " + VisibleText.of(pe.originalFileName())
                    + (pe.fileVersion() == null ? "" : " " + VisibleText.of(pe.fileVersion()))
                    + (pe.company() == null ? "" : " by " + VisibleText.of(pe.company())));
        }
        return facts.toString();
    }

    private void why(Alert alert) {
        Score score = alert.score();
        Rarity rarity = alert.rarity();
        List<String> lines = new ArrayList<>();
        Rarity.ExecutableHistory executable = rarity.executable();
        lines.add(String.format(
                Locale.ROOT,
                "executable: written to %,d of %,d known destinations in 30 days, rarity %.2f, uncommon from %.2f%s",
                executable.destinations(),
                executable.knownDestinations(),
                score.executableRarity(),
                score.executableThreshold(),
                executable.partial() ? " (by its first 4,096 bytes)" : ""));
        Rarity.DestinationHistory destination = rarity.destination();
        lines.add(String.format(
                Locale.ROOT,
                "destination: similar activity on %d of %d observed days, rarity %.2f, uncommon from %.2f",
                destination.similarDays(),
                rarity.baseline().observedDays(),
                score.destinationRarity(),
                score.destinationThreshold()));
        for (Score.Reason reason : score.reasons()) {
            lines.add(String.format(
                    Locale.ROOT, "+%d %s: %s", reason.weight(), reason.id(), VisibleText.of(reason.detail())));
        }
        lines.add("score " + score.total() + ", baseline "
                + rarity.baseline().state().name().toLowerCase(Locale.ROOT) + " ("
                + TextOf.counted(rarity.baseline().observedDays(), "observed day", "observed days") + ")");
        lines("why", lines);
    }

    private void lines(String label, List<String> lines) {
        String first = label;
        for (String line : lines) {
            line(first, line);
            first = "";
        }
    }

    private void line(String label, String value) {
        text.append(INDENT)
                .append(palette.faint(label + " ".repeat(LABEL_WIDTH - label.length())))
                .append(value)
                .append('\n');
    }
}
