package io.sharetap.benchmarks.quality;

import io.sharetap.alert.Severity;
import io.sharetap.benchmarks.quality.Svg.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Draws false alerts a day per 1,000 hosts over the days, on a logarithmic scale. */
final class AlertsPlot {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;
    private static final int LEFT = 60;
    private static final int RIGHT = 215;
    private static final int TOP = 40;
    private static final int BOTTOM = 45;
    private static final int LEAST_POWER = -2;
    private static final int MOST_POWER = 2;
    private static final String GREY = "#ccc";
    private static final String TEXT = "#222";

    private final int days;
    private final Svg svg = new Svg(WIDTH, HEIGHT, "False alerts a day per 1,000 hosts");

    private AlertsPlot(int days) {
        this.days = days;
    }

    static String of(Measurement measurement) {
        Tally sharetap = measurement.life(Numbers.SHIPPED);
        AlertsPlot plot = new AlertsPlot(sharetap.days());
        plot.axes();
        List<Curve> curves = new ArrayList<>();
        String[] greys = {"#8c564b", "#e08214", "#777777"};
        for (NeverSeen.Rule rule : NeverSeen.Rule.values()) {
            Tally simple = measurement.life(rule);
            curves.add(new Curve(rule.label(), greys[rule.ordinal()], day -> simple.falseRateOn(Severity.LOW, day)));
        }
        curves.add(new Curve("Sharetap, low", "#1f77b4", day -> sharetap.falseRateOn(Severity.LOW, day)));
        curves.add(new Curve(
                "Sharetap, medium or high",
                "#c00000",
                day -> sharetap.falseRateOn(Severity.MEDIUM, day) + sharetap.falseRateOn(Severity.HIGH, day)));
        plot.draw(curves);
        return plot.svg.end();
    }

    private record Curve(String label, String colour, IntToDoubleFunction rate) {}

    private void axes() {
        svg.label(
                LEFT,
                20,
                "start",
                TEXT,
                "False alerts a day per 1,000 hosts, life without intrusions (mean of 7 days)");
        for (int power = LEAST_POWER; power <= MOST_POWER; power++) {
            double y = y(Math.pow(10, power));
            svg.rule(new Point(LEFT, y), new Point(WIDTH - RIGHT, y), GREY);
            svg.label(
                    LEFT - 8,
                    y + 4,
                    "end",
                    TEXT,
                    power < 0 ? "0." + "0".repeat(-power - 1) + "1" : "1" + "0".repeat(power));
        }
        goal(1, "goal, low");
        goal(0.1, "goal, medium or high");
        for (int day = 0; day <= days; day += 10) {
            svg.rule(new Point(x(day), TOP), new Point(x(day), HEIGHT - BOTTOM), GREY);
            svg.label(x(day), HEIGHT - BOTTOM + 18, "middle", TEXT, Integer.toString(day));
        }
        svg.label(
                (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", TEXT, "day of observation; alerts from day 14 on");
    }

    private void goal(double rate, String words) {
        svg.label(WIDTH - RIGHT + 8, y(rate) + 4, "start", "#777", words);
    }

    private void draw(List<Curve> curves) {
        double labelY = TOP + 10;
        for (Curve curve : curves) {
            List<Point> points = new ArrayList<>();
            for (int day = Simulation.FIRST_JUDGED_DAY; day < days; day++) {
                points.add(new Point(x(day + 0.5), y(meanAround(curve.rate(), day))));
            }
            svg.curve(points, curve.colour());
            svg.rectangle(WIDTH - RIGHT + 12, labelY - 5, 18, 3, curve.colour());
            svg.label(WIDTH - RIGHT + 36, labelY, "start", TEXT, curve.label());
            labelY += 22;
        }
    }

    /** The mean of up to 7 days around: weekends would hide the rest. */
    private double meanAround(IntToDoubleFunction rate, int day) {
        double sum = 0;
        int counted = 0;
        for (int near = Math.max(Simulation.FIRST_JUDGED_DAY, day - 3); near <= Math.min(days - 1, day + 3); near++) {
            sum += rate.applyAsDouble(near);
            counted++;
        }
        return sum / counted;
    }

    private double x(double day) {
        return LEFT + day / days * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double rate) {
        double power = Math.min(MOST_POWER, Math.max(LEAST_POWER, Math.log10(Math.max(rate, 1e-9))));
        return HEIGHT - BOTTOM - (power - LEAST_POWER) / (MOST_POWER - LEAST_POWER) * (HEIGHT - TOP - BOTTOM);
    }
}
