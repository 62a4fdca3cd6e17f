package io.sharetap.benchmarks.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;

/**
 * Measures how well the detector finds intrusions in the simulated life of an organisation, and writes the page about
 * it with its pictures.
 *
 * <p>{@code java … io.sharetap.benchmarks.quality.Quality SEEDS HOSTS FOLDER}.
 */
public final class Quality {
    private static final String PAGE = "detection-quality";

    private Quality() {}

    /** See the class. */
    public static void main(String[] arguments) throws IOException {
        int seeds = Integer.parseInt(arguments[0]);
        int hosts = Integer.parseInt(arguments[1]);
        Path folder = Path.of(arguments[2]);
        write(Measurement.run(hosts, seeds, EnumSet.allOf(Numbers.class), System.err::println), folder);
    }

    /** Writes the page and its pictures into an existing folder. */
    static void write(Measurement measurement, Path folder) throws IOException {
        Files.writeString(folder.resolve(PAGE + ".md"), Report.of(measurement));
        Files.writeString(folder.resolve(PAGE + "-alerts.svg"), AlertsPlot.of(measurement));
        Files.writeString(folder.resolve(PAGE + "-recall.svg"), RecallPlot.of(measurement));
    }
}
