package io.sharetap.output;

import io.sharetap.alert.Alert;
import io.sharetap.alert.ClientActivity;
import io.sharetap.alert.Severity;
import io.sharetap.baseline.Rarity;
import io.sharetap.event.FileWrite;
import io.sharetap.event.PeSummary;
import io.sharetap.score.Circumstances;
import io.sharetap.score.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Shows an alert as a card for people: what, from where to where, why, and what to look into. */
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
        line("when", TextOf.time(alert.epochNanos()) + " UTC");
        line("from", TextOf.client(event.endpoints()) + ", user " + TextOf.user(event.smb()));
        line("to", TextOf.destination(event.endpoints()));
        line("file", TextOf.place(event.smb(), event.path()));
        line("", TextOf.size(event) + TextOf.reservations(event) + program(event.pe()));
        line("sha256", TextOf.hash(event));
        why(alert);
        ran(alert);
        client(alert.context().activity());
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
        if (pe.signature() != null && Boolean.TRUE.equals(pe.signature().exists())) {
            facts.add(TextOf.signature(pe.signature()));
        }
        return facts.toString();
    }

    private void why(Alert alert) {
        Score score = alert.score();
        Rarity rarity = alert.rarity();
        List<String> lines = new ArrayList<>();
        if (rarity.baseline().observedDays() == 0) {
            lines.add("there is no history yet: every executable and every destination counts as uncommon");
        } else {
            lines.add(executable(rarity.executable(), score));
            lines.add(destination(rarity, score));
        }
        for (Score.Reason reason : score.reasons()) {
            lines.add(String.format(
                    TextOf.PLAIN, "+%d %s: %s", reason.weight(), reason.id(), VisibleText.of(reason.detail())));
        }
        lines.add("score " + score.total() + ", high from " + score.highFrom() + "; baseline "
                + rarity.baseline().state().name().toLowerCase(Locale.ROOT) + " ("
                + TextOf.counted(rarity.baseline().observedDays(), "observed day", "observed days")
                + (rarity.baseline().diskFull() ? "; the disk is full" : "") + ")");
        lines("why", lines);
    }

    private static String executable(Rarity.ExecutableHistory executable, Score score) {
        return String.format(
                TextOf.PLAIN,
                "executable: written to %,d of %,d known destinations in the window%s, %,d would be usual%s",
                executable.destinations(),
                executable.knownDestinations(),
                executable.partial() ? " (by its first 4,096 bytes)" : "",
                score.executableUsualFrom(),
                score.held() ? ", held uncommon since a high alert" : "");
    }

    private static String destination(Rarity rarity, Score score) {
        return String.format(
                TextOf.PLAIN,
                "destination: such a write on %d of %d observed days, %d would be usual",
                rarity.destination().similarDays(),
                rarity.baseline().observedDays(),
                score.destinationUsualFrom());
    }

    private void ran(Alert alert) {
        Circumstances.Execution execution = alert.context().execution();
        if (execution != null) {
            StringJoiner said = new StringJoiner(", ");
            said.add(VisibleText.of(execution.via())
                    + (execution.name() == null ? "" : " \"" + VisibleText.of(execution.name()) + '"')
                    + (execution.act() == null ? "" : ' ' + execution.act()));
            if (execution.command() != null) {
                said.add(VisibleText.of(execution.command()));
            }
            if (execution.tool() != null) {
                said.add("as " + execution.tool() + " does");
            }
            said.add(TextOf.time(alert.event().epochNanos() + execution.afterNanos()));
            line("ran", said.toString());
        }
    }

    /** Adds what else the client did, where anything is known. */
    private void client(ClientActivity activity) {
        if (activity == null) {
            return;
        }
        List<String> lines = new ArrayList<>();
        counted(lines, "hosts reached", activity.hosts());
        counted(lines, "shares", activity.shares());
        counted(lines, "refused logons", activity.refusedLogons());
        counted(lines, "refused opens", activity.refusedOpens());
        counted(lines, "programs written", activity.programsWritten());
        counted(lines, "programs read", activity.programsRead());
        counted(lines, "pipes", activity.pipes());
        counted(lines, "server-side copies", activity.serverSideCopies());
        counted(lines, "executions", activity.executions());
        if (activity.partial()) {
            lines.add("and more than is remembered");
        }
        lines("last hour", lines);
    }

    private static void counted(List<String> lines, String what, ClientActivity.Counted counted) {
        if (counted.count() > 0) {
            StringJoiner examples = new StringJoiner(", ");
            counted.examples().forEach(example -> examples.add(VisibleText.of(example)));
            boolean more = counted.count() > counted.examples().size();
            lines.add(what + " " + counted.count() + ": " + examples + (more ? ", …" : ""));
        }
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
