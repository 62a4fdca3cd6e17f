package io.sharetap.cli;

import io.sharetap.baseline.BaselineCounts;
import io.sharetap.baseline.ChronicleBaseline;
import io.sharetap.baseline.Rarity;
import io.sharetap.config.SensorConfig;
import io.sharetap.config.WrongSetting;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Looks after a stored baseline. */
@Command(name = "baseline", description = "Looks after a stored baseline.", mixinStandardHelpOptions = true)
final class BaselineCommand {
    private static final String ROW = "%-20s %,12d%n";

    private final Surroundings surroundings;

    BaselineCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Says how far the baseline is and what it holds. */
    @Command(name = "show", description = "Shows how far it is and what it holds.", mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "DIR", description = "Folder of the baseline.") Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        SensorConfig config = SensorConfig.of(List.of(), surroundings.environment(), null);
        try (ChronicleBaseline baseline = open(folder, config)) {
            PrintStream out = new PrintStream(surroundings.out(), false, StandardCharsets.UTF_8);
            Rarity.BaselineStatus status = baseline.status();
            BaselineCounts counts = baseline.counts();
            out.print(String.format(
                    Locale.ROOT, "%-20s %12s%n", "state", status.state().name().toLowerCase(Locale.ROOT)));
            row(out, "observed days", status.observedDays());
            row(out, "executables", counts.executables());
            row(out, "destinations", counts.destinations());
            row(out, "clients", counts.clients());
            row(out, "places", counts.places());
            row(out, "pairs", counts.pairs());
            out.flush();
            return Sharetap.DONE;
        }
    }

    private ChronicleBaseline open(Path folder, SensorConfig config) {
        try {
            return ChronicleBaseline.open(folder, config.history(), surroundings::say);
        } catch (IOException e) {
            throw new WrongSetting(e.getMessage());
        }
    }

    private static void row(PrintStream out, String label, long number) {
        out.print(String.format(Locale.ROOT, ROW, label, number));
    }
}
