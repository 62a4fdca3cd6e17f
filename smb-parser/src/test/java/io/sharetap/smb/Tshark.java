package io.sharetap.smb;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Asks tshark what it sees in a capture; where it is not installed the test is skipped. */
final class Tshark {
    private static final Path PROGRAM = Path.of("/usr/bin/tshark");

    private Tshark() {}

    /** The number of SMB2 messages by command: requests, answers. */
    static long[][] smb2Messages(Path capture) throws IOException, InterruptedException {
        long[][] counts = new long[Smb2HeaderView.COMMANDS][2];
        for (String line : fields(capture, "smb2", "smb2.cmd", "smb2.flags.response")) {
            count(line, counts);
        }
        return counts;
    }

    /** The number of SMB1 commands, each of a chain counted: requests, answers. */
    static long[][] smb1Messages(Path capture) throws IOException, InterruptedException {
        long[][] counts = new long[256][2];
        for (String line : fields(capture, "smb", "smb.cmd", "smb.flags.response")) {
            String[] columns = line.split("\t");
            boolean answer = columns[1].startsWith("1") || columns[1].startsWith("True");
            for (String command : columns[0].split(",")) {
                counts[Integer.decode(command)][answer ? 1 : 0]++;
            }
        }
        // What ends each chain is listed like a command.
        counts[0xFF] = new long[2];
        return counts;
    }

    private static List<String> fields(Path capture, String filter, String first, String second)
            throws IOException, InterruptedException {
        boolean there = Files.isExecutable(PROGRAM);
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("no tshark");
        }
        Assumptions.assumeTrue(there, "no tshark");
        String[] command = {
            PROGRAM.toString(), "-r", capture.toString(), "-Y", filter, "-T", "fields", "-e", first, "-e", second
        };
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> found;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            found = lines.lines().toList();
        }
        process.waitFor();
        return found;
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
