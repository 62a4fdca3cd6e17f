package io.sharetap.cli;

import io.sharetap.baseline.BaselineCare;
import io.sharetap.baseline.BaselineCounts;
import io.sharetap.baseline.ChronicleBaseline;
import io.sharetap.baseline.Rarity;
import io.sharetap.baseline.Summaries;
import io.sharetap.event.IpAddress;
import java.util.List;
import java.util.Locale;

/** Describes for people what a baseline holds. */
final class BaselineText {
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
            executables.forEach(
                    executable -> text.append(Summaries.line(executable)).append('\n'));
        }
        List<BaselineCare.DestinationSummary> destinations = care.topDestinations(top);
        if (!destinations.isEmpty()) {
            text.append("\ndestinations by days with executables\n");
            destinations.forEach(
                    destination -> text.append(Summaries.line(destination)).append('\n'));
        }
        return text.toString();
    }

    String executable(byte[] sha256) {
        BaselineCare.ExecutableSummary executable = care.executable(sha256);
        return (executable == null ? Summaries.NOT_SEEN : Summaries.line(executable)) + '\n';
    }

    String destination(IpAddress host) {
        BaselineCare.DestinationSummary destination = care.destination(host);
        return (destination == null ? Summaries.NOT_SEEN : Summaries.line(destination)) + '\n';
    }

    private static void row(StringBuilder text, String label, long number) {
        text.append(String.format(Locale.ROOT, "%-15s %,12d%n", label, number));
    }
}
