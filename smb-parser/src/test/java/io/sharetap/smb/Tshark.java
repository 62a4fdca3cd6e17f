package io.sharetap.smb;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Asks tshark what it sees in a capture; where it is not installed the test is skipped. */
final class Tshark {
    private static final Path PROGRAM = Path.of("/usr/bin/tshark");

    private Tshark() {}

    /** The number of SMB2 messages by command: requests, answers. */
    static long[][] smb2Messages(Path capture) throws IOException, InterruptedException {
        boolean there = Files.isExecutable(PROGRAM);
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("no tshark");
        }
        Assumptions.assumeTrue(there, "no tshark");
        Process process = new ProcessBuilder(
                        PROGRAM.toString(),
                        "-r",
                        capture.toString(),
                        "-Y",
                        "smb2",
                        "-T",
                        "fields",
                        "-e",
                        "smb2.cmd",
                        "-e",
                        "smb2.flags.response")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long[][] counts = new long[Smb2HeaderView.COMMANDS][2];
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> count(line, counts));
        }
        process.waitFor();
        return counts;
    }

    private static void count(String line, long[][] counts) {
        String[] columns = line.split("\t");
        if (columns.length < 2) {
            return;
        }
        String[] commands = columns[0].split(",");
        String[] answers = columns[1].split(",");
        for (int i = 0; i < commands.length; i++) {
            boolean answer = answers[i].equals("1") || answers[i].equals("True");
            counts[Integer.parseInt(commands[i])][answer ? 1 : 0]++;
        }
    }
}
