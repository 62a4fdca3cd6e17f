package io.sharetap.cli;

import io.sharetap.baseline.BaselineCare;
import io.sharetap.baseline.BaselineCounts;
import io.sharetap.baseline.ChronicleBaseline;
import io.sharetap.baseline.Rarity;
import io.sharetap.event.EventCodec;
import io.sharetap.event.IpAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Says for people what a baseline holds. */
final class BaselineText {
    private static final int DATE_END = 10;

    private final ChronicleBaseline baseline;
    private final BaselineCare care;

    BaselineText(ChronicleBaseline baseline) {
        this.baseline = baseline;
        this.care = baseline.care();
    }

    String overview(int top) {
        Rarity.BaselineStatus status = baseline.status();
        BaselineCounts counts = baseline.counts();
        StringBuilder text = new StringBuilder(1_024);
        text.append(String.format(
                Locale.ROOT, "%-15s %12s%n", "state", status.state().name().toLowerCase(Locale.ROOT)));
        row(text, "observed days", status.observedDays());
        row(text, "executables", counts.executables());
        row(text, "destinations", counts.destinations());
        row(text, "clients", counts.clients());
        row(text, "places", counts.places());
        row(text, "pairs", counts.pairs());
        List<BaselineCare.ExecutableSummary> executables = care.topExecutables(top);
        if (!executables.isEmpty()) {
            text.append("\nexecutables by destinations\n");
            executables.forEach(executable -> text.append(line(executable)));
        }
        List<BaselineCare.DestinationSummary> destinations = care.topDestinations(top);
        if (!destinations.isEmpty()) {
            text.append("\ndestinations by days with executables\n");
            destinations.forEach(destination -> text.append(line(destination)));
        }
        return text.toString();
    }

    String executable(byte[] sha256) {
        BaselineCare.ExecutableSummary executable = care.executable(sha256);
        return executable == null ? "not seen in the window\n" : line(executable);
    }

    String destination(IpAddress host) {
        BaselineCare.DestinationSummary destination = care.destination(host);
        return destination == null ? "not seen in the window\n" : line(destination);
    }

    private static void row(StringBuilder text, String label, long number) {
        text.append(String.format(Locale.ROOT, "%-15s %,12d%n", label, number));
    }

    private static String line(BaselineCare.ExecutableSummary executable) {
        return String.format(
                Locale.ROOT,
                "  %s  %,d destinations on %d days, %s%n",
                HexFormat.of().formatHex(executable.sha256()),
                executable.destinations(),
                executable.days(),
                span(executable.firstSeenNanos(), executable.lastSeenNanos()));
    }

    /** Similar days by kind of place: where programs run, other administrative places, data. */
    private static String line(BaselineCare.DestinationSummary destination) {
        List<Integer> similar = destination.similarDays();
        return String.format(
                Locale.ROOT,
                "  %-39s  %d days, uncommon ones on %d (runs), %d (admin), %d (data), %s%n",
                destination.host(),
                destination.executableDays(),
                similar.get(0),
                similar.get(1),
                similar.get(2),
                span(destination.firstSeenNanos(), destination.lastSeenNanos()));
    }

    private static String span(long firstNanos, long lastNanos) {
        return date(firstNanos) + " to " + date(lastNanos);
    }

    private static String date(long epochNanos) {
        return epochNanos < 0 ? "unknown" : EventCodec.timestamp(epochNanos).substring(0, DATE_END);
    }
}
