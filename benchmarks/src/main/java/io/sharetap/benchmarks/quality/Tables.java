package io.sharetap.benchmarks.quality;

import io.sharetap.alert.Severity;
import io.sharetap.benchmarks.quality.Intrusion.Claim;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes the tables of the page. */
final class Tables {
    private static final int FULL_WINDOW = 30;

    private final Measurement measurement;
    private final Tally life;
    private final Tally attacked;

    Tables(Measurement measurement) {
        this.measurement = measurement;
        life = measurement.life(Numbers.SHIPPED);
        attacked = measurement.intrusions(Numbers.SHIPPED);
    }

    static List<Intrusion> claimed(Claim claim) {
        return Intrusion.measured().stream()
                .filter(kind -> kind.claim() == claim)
                .toList();
    }

    static String rate(double rate) {
        return String.format(Locale.ROOT, rate != 0 && rate < 0.995 ? "%.3f" : "%.2f", rate);
    }

    String recall() {
        List<String> heads = new ArrayList<>(List.of(
                "kind",
                "what happens",
                "claimed",
                "found",
                "only in an update",
                "found as high",
                "minutes to the first alert"));
        for (NeverSeen.Rule rule : NeverSeen.Rule.values()) {
            heads.add(rule.label());
        }
        Table table = new Table(heads.toArray(new String[0]));
        for (Intrusion kind : Intrusion.measured()) {
            double minutes = attacked.medianMinutes(kind);
            List<String> cells = new ArrayList<>(List.of(
                    kind.label(),
                    kind.description(),
                    kind.claim() == Claim.FOUND ? "yes" : "no",
                    attacked.found(kind) + " of " + attacked.played(kind),
                    Integer.toString(attacked.folded(kind)),
                    Integer.toString(attacked.high(kind)),
                    Double.isNaN(minutes) ? "" : String.format(Locale.ROOT, "%.1f", minutes)));
            for (NeverSeen.Rule rule : NeverSeen.Rule.values()) {
                cells.add(Integer.toString(measurement.intrusions(rule).found(kind)));
            }
            table.row(cells.toArray(new String[0]));
        }
        return table.toString();
    }

    String rates() {
        Table table = new Table("what", "tidy", "ordinary", "messy");
        for (Rate rate : Rate.values()) {
            table.row(rate.description(), number(rate.tidy()), number(rate.ordinary()), number(rate.messy()));
        }
        return table.toString();
    }

    private static String number(double number) {
        return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }

    String activities() {
        Table table = new Table("who", "does");
        for (Activity activity : Activity.values()) {
            table.row(activity.label(), activity.description());
        }
        return table.toString();
    }

    String profiles() {
        Table table =
                new Table("organisation", "low", "medium", "high", "low from day 30", "medium or high from day 30");
        for (Profile profile : Profile.values()) {
            Tally tally = measurement.life(profile);
            table.row(
                    profile.label(),
                    rate(tally.falseRate(Severity.LOW, 0)),
                    rate(tally.falseRate(Severity.MEDIUM, 0)),
                    rate(tally.falseRate(Severity.HIGH, 0)),
                    rate(tally.falseRate(Severity.LOW, FULL_WINDOW)),
                    rate(tally.falseRate(Severity.MEDIUM, FULL_WINDOW) + tally.falseRate(Severity.HIGH, FULL_WINDOW)));
        }
        table.row(
                "ordinary, but for the network that joins",
                rate(withoutJoined(Severity.LOW)),
                rate(withoutJoined(Severity.MEDIUM)),
                rate(withoutJoined(Severity.HIGH)),
                "",
                "");
        return table.toString();
    }

    private double withoutJoined(Severity severity) {
        return life.falseRate(severity, 0) - life.falseRate(severity, Organisation.JOINED);
    }

    String causes() {
        Table table = new Table("cause", "low", "medium", "high");
        for (String cause : life.causes()) {
            table.row(
                    cause,
                    rate(life.falseRate(Severity.LOW, cause)),
                    rate(life.falseRate(Severity.MEDIUM, cause)),
                    rate(life.falseRate(Severity.HIGH, cause)));
        }
        return table.toString();
    }

    String detectors() {
        Table table = new Table(
                "detector",
                "false alerts a day per 1,000 hosts",
                "campaigns of claimed kinds found",
                "precision while attacked");
        double all = 0;
        double trueAlerts = 0;
        double falseAlerts = 0;
        for (Severity severity : Severity.values()) {
            all += life.falseRate(severity, 0);
            trueAlerts += attacked.trueAlerts(severity);
            falseAlerts += attacked.falseAlerts(severity);
        }
        table.row(
                "Sharetap, any severity",
                rate(all),
                percent(attacked.recall(claimed(Claim.FOUND))),
                percent(trueAlerts / (trueAlerts + falseAlerts)));
        table.row(
                "Sharetap, high",
                rate(life.falseRate(Severity.HIGH, 0)),
                percent(highRecall(attacked)),
                percent(attacked.precision(Severity.HIGH)));
        for (NeverSeen.Rule rule : NeverSeen.Rule.values()) {
            Tally simple = measurement.intrusions(rule);
            table.row(
                    rule.label(),
                    rate(measurement.life(rule).falseRate(Severity.LOW, 0)),
                    percent(simple.recall(claimed(Claim.FOUND))),
                    percent(simple.precision(Severity.LOW)));
        }
        return table.toString();
    }

    private static double highRecall(Tally tally) {
        double played = claimed(Claim.FOUND).stream().mapToInt(tally::played).sum();
        return claimed(Claim.FOUND).stream().mapToInt(tally::high).sum() / played;
    }

    private static String percent(double part) {
        return Double.isNaN(part) ? "" : String.format(Locale.ROOT, "%.1f %%", 100 * part);
    }

    String numbers() {
        Table table = new Table("numbers", "low", "medium or high", "found", "found as high");
        for (Numbers numbers : measurement.numbers()) {
            Tally alone = measurement.life(numbers);
            Tally tally = measurement.intrusions(numbers);
            table.row(
                    numbers.label(),
                    rate(alone.falseRate(Severity.LOW, 0)),
                    rate(alone.falseRate(Severity.MEDIUM, 0) + alone.falseRate(Severity.HIGH, 0)),
                    percent(tally.recall(claimed(Claim.FOUND))),
                    percent(highRecall(tally)));
        }
        return table.toString();
    }

    String questions() {
        Table table = new Table("what is to be found", "found");
        for (Intrusion kind :
                List.of(Intrusion.AFTER_A_LARGE_WORM, Intrusion.AFTER_A_SMALL_WORM, Intrusion.RETURNING_INTRUDER)) {
            Tally asked = measurement.questions();
            table.row(kind.description(), asked.found(kind) + " of " + asked.played(kind));
        }
        return table.toString();
    }
}
