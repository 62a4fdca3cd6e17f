package io.sharetap.benchmarks.quality;

import io.sharetap.alert.Severity;
import io.sharetap.benchmarks.quality.Intrusion.Claim;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the page of figures: the text of {@code page.md}, with tables and figures in place of {@code ${name}}. */
final class Report {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([a-z-]+)}");
    private static final int FULL_WINDOW = 30;
    private static final double LOW_GOAL = 1;
    private static final double GRAVE_GOAL = 0.1;

    private final Measurement measurement;
    private final Tally life;
    private final Tally attacked;
    private final Map<String, Supplier<String>> places = new LinkedHashMap<>();

    private Report(Measurement measurement) {
        this.measurement = measurement;
        life = measurement.life(Numbers.SHIPPED);
        attacked = measurement.intrusions(Numbers.SHIPPED);
        Tables tables = new Tables(measurement);
        places.put("seeds", () -> Integer.toString(measurement.seeds()));
        places.put("hosts", () -> String.format(Locale.ROOT, "%,d", measurement.hosts()));
        places.put("events", () -> String.format(Locale.ROOT, "%,d", measurement.events()));
        places.put("goals", this::goals);
        places.put("recall", tables::recall);
        places.put("rates", tables::rates);
        places.put("activities", tables::activities);
        places.put("profiles", tables::profiles);
        places.put("causes", tables::causes);
        places.put("detectors", tables::detectors);
        places.put("numbers", tables::numbers);
        places.put("questions", tables::questions);
        places.put("month", this::month);
        places.put("screensaver", this::screensaver);
    }

    static String of(Measurement measurement) {
        return new Report(measurement).fill(template());
    }

    private static String template() {
        try (InputStream page = Report.class.getResourceAsStream("page.md")) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("page.md cannot be read", e);
        }
    }

    private String fill(String template) {
        return PLACE.matcher(template).replaceAll(place -> {
            Supplier<String> text = places.get(place.group(1));
            if (text == null) {
                throw new IllegalStateException("page.md asks for " + place.group());
            }
            return Matcher.quoteReplacement(text.get());
        });
    }

    private String goals() {
        List<Intrusion> claimed = Tables.claimed(Claim.FOUND);
        int played = claimed.stream().mapToInt(attacked::played).sum();
        int found = claimed.stream().mapToInt(attacked::found).sum();
        double low = life.falseRate(Severity.LOW, 0);
        double grave = graveRate(life);
        return new Table("goal", "measured", "met")
                .row(
                        "every campaign of the " + claimed.size() + " kinds that the definitions claim is found",
                        found + " of " + played,
                        yes(found == played))
                .row("at most 1 low false alert a day per 1,000 hosts", Tables.rate(low), yes(low <= LOW_GOAL))
                .row("at most 0.1 medium or high ones", Tables.rate(grave), yes(grave <= GRAVE_GOAL))
                .toString();
    }

    private static double graveRate(Tally tally) {
        return tally.falseRate(Severity.MEDIUM, 0) + tally.falseRate(Severity.HIGH, 0);
    }

    private static String yes(boolean met) {
        return met ? "yes" : "**no**";
    }

    /** The alerts that people read in 30 days with one campaign in them. */
    private String month() {
        double thousands = measurement.hosts() / 1_000.0;
        List<Intrusion> claimed = Tables.claimed(Claim.FOUND);
        double campaigns = claimed.stream().mapToInt(attacked::played).sum();
        double low = life.falseRate(Severity.LOW, 0) * FULL_WINDOW * thousands;
        double grave = graveRate(life) * FULL_WINDOW * thousands;
        double trueLow = attacked.trueAlerts(Severity.LOW) / campaigns;
        double trueGrave = (attacked.trueAlerts(Severity.MEDIUM) + attacked.trueAlerts(Severity.HIGH)) / campaigns;
        return String.format(
                Locale.ROOT,
                "In 30 days an ordinary organisation of this size reads %.0f low and %.0f medium or high false alerts;"
                        + " a campaign of a claimed kind adds %.1f low and %.1f medium or high ones. With one campaign"
                        + " in 30 days %.1f %% of the low and %.1f %% of the medium or high alerts are true.",
                low,
                grave,
                trueLow,
                trueGrave,
                100 * trueLow / (low + trueLow),
                100 * trueGrave / (grave + trueGrave));
    }

    private String screensaver() {
        Tally questions = measurement.questions();
        double days = WorkCalendar.DAYS - Simulation.FIRST_JUDGED_DAY;
        String cause = Intrusion.SCREENSAVER_FOR_ALL.label() + Campaign.PREPARED;
        double alerts = questions.falseRate(Severity.MEDIUM, cause) * days * measurement.hosts() / 1_000.0;
        double each = alerts * measurement.seeds() / questions.played(Intrusion.SCREENSAVER_FOR_ALL);
        return String.format(Locale.ROOT, "%,.0f", each);
    }
}
