package io.sharetap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Asks tshark once what it sees in a capture.
 *
 * @param messages how many of each kind
 * @param executables SHA-256 of the objects that it exports and that begin as programs do
 */
record TsharkRun(Map<SmbMessageKind, Long> messages, Set<String> executables) {
    private static final String[] FIELDS = {
        "smb2.cmd",
        "smb2.flags.response",
        "smb2.nt_status",
        "smb.cmd",
        "smb.flags.response",
        "smb.nt_status",
        "smb.error_class"
    };
    private static final int CREATE = 0x05;
    private static final int CHAIN_END = 0xFF;
    private static final Set<Integer> CHAINING =
            Set.of(0x24, 0x2D, 0x2E, 0x2F, 0x73, 0x74, 0x75, 0xA2); // commands with AndX, [MS-CIFS] 2.2.3.4
    private static final int STATUS_UNSUCCESSFUL = 0xC000_0001;

    /** What it says with segments put in order first, and what it exports into an empty folder. */
    static TsharkRun exporting(Path capture, Path exports, String... more) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("--export-objects", "smb," + exports));
        options.addAll(List.of(more));
        Map<SmbMessageKind, Long> messages = messages(capture, true, options.toArray(String[]::new));
        return new TsharkRun(messages, executables(exports));
    }

    /** The messages that it sees where a lost segment does not hold up what follows it. */
    static Map<SmbMessageKind, Long> messagesAsTheyCome(Path capture) throws IOException, InterruptedException {
        return messages(capture, false);
    }

    private static Map<SmbMessageKind, Long> messages(Path capture, boolean ordered, String... more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString()));
        command.addAll(List.of("-o", "tcp.reassemble_out_of_order:" + ordered));
        command.addAll(List.of("-o", "tcp.desegment_tcp_streams:true", "-d", "udp.port==8472,vxlan"));
        command.addAll(List.of("-Y", "tcp && (smb || smb2)", "-T", "fields"));
        for (String field : FIELDS) {
            command.addAll(List.of("-e", field));
        }
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Map<SmbMessageKind, Long> messages = new TreeMap<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] columns = line.split("\t", -1);
                countSmb2(listed(columns[0]), listed(columns[1]), listed(columns[2]), messages);
                countSmb1(listed(columns[3]), listed(columns[4]), listed(columns[5]), listed(columns[6]), messages);
            }
        }
        process.waitFor();
        return messages;
    }

    /** Only answers have a status; that in the MxAc context of a CREATE's answer is listed behind the answer's own. */
    private static void countSmb2(
            List<String> commands, List<String> answers, List<String> statuses, Map<SmbMessageKind, Long> messages) {
        long ofContexts =
                statuses.size() - answers.stream().filter(TsharkRun::isTrue).count();
        int next = 0;
        for (int i = 0; i < commands.size(); i++) {
            int command = Integer.decode(commands.get(i));
            if (!isTrue(answers.get(i))) {
                messages.merge(SmbMessageKind.request(true, command), 1L, Long::sum);
                continue;
            }
            int status = status(statuses.get(next++));
            messages.merge(SmbMessageKind.answer(true, command, status), 1L, Long::sum);
            if (command == CREATE && status == 0 && ofContexts > 0) {
                ofContexts--;
                next++;
            }
        }
    }

    /** The commands of a chain share one direction and one status; what ends a chain is listed like a command. */
    private static void countSmb1(
            List<String> commands,
            List<String> answers,
            List<String> statuses,
            List<String> errorClasses,
            Map<SmbMessageKind, Long> messages) {
        int message = 0;
        boolean chained = false;
        for (String listed : commands) {
            int command = Integer.decode(listed);
            if (chained && command == CHAIN_END) {
                chained = false;
                continue;
            }
            int head = chained ? message - 1 : message++;
            chained = CHAINING.contains(command);
            if (!isTrue(answers.get(head))) {
                messages.merge(SmbMessageKind.request(false, command), 1L, Long::sum);
                continue;
            }
            int status = statuses.isEmpty()
                    ? Integer.decode(errorClasses.get(head)) == 0 ? 0 : STATUS_UNSUCCESSFUL
                    : status(statuses.get(head));
            messages.merge(SmbMessageKind.answer(false, command, status), 1L, Long::sum);
        }
    }

    private static Set<String> executables(Path folder) throws IOException {
        Set<String> hashes = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                byte[] content = Files.readAllBytes(file);
                if (content.length > 1 && content[0] == 'M' && content[1] == 'Z') {
                    hashes.add(HexFormat.of().formatHex(sha256(content)));
                }
            }
        }
        return hashes;
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int status(String text) {
        return (int) (long) Long.decode(text);
    }

    private static boolean isTrue(String text) {
        return text.equals("1") || text.equals("True");
    }

    private static List<String> listed(String column) {
        return column.isEmpty() ? List.of() : List.of(column.split(","));
    }
}
