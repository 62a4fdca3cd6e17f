package io.sharetap.benchmarks.quality;

import java.util.List;
import java.util.Locale;

/** Writes a picture in SVG, line by line; nothing in it depends on the machine. */
final class Svg {
    private final StringBuilder text = new StringBuilder();

    /** A point of a line. */
    record Point(double x, double y) {}

    Svg(int width, int height, String title) {
        line("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                .formatted(width, height, width, height));
        line(" font-family=\"sans-serif\" font-size=\"12\" fill=\"#222\" role=\"img\">");
        line("<title>" + escape(title) + "</title>");
        rectangle(0, 0, width, height, "#fff");
    }

    void rectangle(double x, double y, double width, double height, String colour) {
        line(format(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
                x, y, width, height, colour));
    }

    void rule(Point from, Point to, String colour) {
        line(format(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
                from.x(), from.y(), to.x(), to.y(), colour));
    }

    void curve(List<Point> points, String colour) {
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            path.append(format("%.1f,%.1f ", point.x(), point.y()));
        }
        line("<polyline points=\"" + path.toString().strip() + "\" fill=\"none\" stroke=\"" + colour
                + "\" stroke-width=\"1.8\" stroke-linejoin=\"round\"/>");
    }

    /** @param anchor {@code start}, {@code middle} or {@code end}: which part of the text is at {@code x} */
    void label(double x, double y, String anchor, String colour, String words) {
        line(format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">", x, y, anchor, colour) + escape(words)
                + "</text>");
    }

    /** The whole picture. */
    String end() {
        return text + "</svg>\n";
    }

    private void line(String words) {
        text.append(words).append('\n');
    }

    private static String format(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }

    private static String escape(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
