package io.sharetap.benchmarks.quality;

import io.sharetap.benchmarks.quality.Svg.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws for each kind the fraction of campaigns that were found: by Sharetap, with a high alert, and by the simple
 * detectors.
 */
final class RecallPlot {
    private static final int LEFT = 270;
    private static final int BAR = 250;
    private static final int NARROW = 80;
    private static final int GAP = 20;
    private static final int ROW = 18;
    private static final int TOP = 62;
    private static final int BOTTOM = 12;
    private static final String FOUND = "#7fb2d9";
    private static final String HIGH = "#c00000";
    private static final String EMPTY = "#eeeeee";
    private static final String SIMPLE = "#b59a86";
    private static final String TEXT = "#222";

    private RecallPlot() {}

    static String of(Measurement measurement) {
        List<Intrusion> kinds = new ArrayList<>(Intrusion.measured());
        int width = LEFT + BAR + NeverSeen.Rule.values().length * (NARROW + GAP) + 2 * GAP;
        int height = TOP + kinds.size() * ROW + BOTTOM;
        Svg svg = new Svg(width, height, "Part of the campaigns that was found");
        svg.label(16, 22, "start", TEXT, "Part of the campaigns that was found; * not claimed by the definitions");
        svg.rectangle(LEFT, 36, 10, 10, HIGH);
        svg.label(LEFT + 15, 46, "start", TEXT, "Sharetap, high");
        svg.rectangle(LEFT + 120, 36, 10, 10, FOUND);
        svg.label(LEFT + 135, 46, "start", TEXT, "medium or low");
        for (NeverSeen.Rule rule : NeverSeen.Rule.values()) {
            String[] words = rule.label().split(" ", 2);
            svg.label(left(rule), 36, "start", TEXT, words[0]);
            svg.label(left(rule), 50, "start", TEXT, words[1]);
        }
        Tally sharetap = measurement.intrusions(Numbers.SHIPPED);
        double y = TOP;
        for (Intrusion kind : kinds) {
            String star = kind.claim() == Intrusion.Claim.FOUND ? "" : " *";
            svg.label(LEFT - 8, y + 12, "end", TEXT, kind.label() + star);
            double found = part(sharetap.found(kind), sharetap.played(kind));
            bar(svg, LEFT, y, BAR, found, FOUND);
            svg.rectangle(LEFT, y + 2, BAR * part(sharetap.high(kind), sharetap.played(kind)), ROW - 5, HIGH);
            for (NeverSeen.Rule rule : NeverSeen.Rule.values()) {
                Tally simple = measurement.intrusions(rule);
                bar(svg, left(rule), y, NARROW, part(simple.found(kind), simple.played(kind)), SIMPLE);
            }
            y += ROW;
        }
        svg.rule(new Point(LEFT, TOP - 4), new Point(LEFT, y), "#888");
        return svg.end();
    }

    private static void bar(Svg svg, double x, double y, int width, double part, String colour) {
        svg.rectangle(x, y + 2, width, ROW - 5, EMPTY);
        svg.rectangle(x, y + 2, width * part, ROW - 5, colour);
    }

    private static double left(NeverSeen.Rule rule) {
        return LEFT + BAR + GAP + rule.ordinal() * (double) (NARROW + GAP);
    }

    private static double part(int of, int all) {
        return all == 0 ? 0 : of / (double) all;
    }
}
