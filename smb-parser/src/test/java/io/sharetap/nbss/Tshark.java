package io.sharetap.nbss;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Asks tshark how it frames a capture. */
final class Tshark {
    private static final String SESSION_MESSAGE = "0x00";

    private Tshark() {}

    static void assumePresent() {
        boolean present;
        try {
            Process process = new ProcessBuilder("tshark", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            present = process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException | InterruptedException e) {
            present = false;
        }
        if (!present && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("no tshark");
        }
        Assumptions.assumeTrue(present, "no tshark");
    }

    /** How many session messages there are of each length. */
    static TreeMap<Integer, Integer> messageLengths(Path capture) throws IOException {
        Process process = new ProcessBuilder(
                        "tshark",
                        "-r",
                        capture.toString(),
                        "-Y",
                        "nbss",
                        "-T",
                        "fields",
                        "-e",
                        "nbss.type",
                        "-e",
                        "nbss.length")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output;
        try (InputStream stream = process.getInputStream()) {
            output = new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
        }
        TreeMap<Integer, Integer> lengths = new TreeMap<>();
        for (String line : output.split("\n")) {
            String[] fields = line.split("\t");
            if (fields.length == 2) {
                String[] types = fields[0].split(",");
                String[] sizes = fields[1].split(",");
                for (int i = 0; i < types.length; i++) {
                    if (types[i].equals(SESSION_MESSAGE) && !sizes[i].equals("0")) {
                        lengths.merge(Integer.valueOf(sizes[i]), 1, Integer::sum);
                    }
                }
            }
        }
        return lengths;
    }
}
