package io.sharetap.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * The program's environment: the process's, or a test's.
 *
 * @param in standard input
 * @param out standard output, for records alone
 * @param err for messages, warnings and progress
 * @param outIsTerminal {@code out} is a terminal
 * @param errIsTerminal {@code err} is a terminal
 * @param stop tells the run that it is to end
 */
record Surroundings(
        InputStream in,
        OutputStream out,
        PrintStream err,
        Map<String, String> environment,
        boolean outIsTerminal,
        boolean errIsTerminal,
        StopSignal stop) {
    private static final String MESSAGE_START = "sharetap: ";

    /** Those of this process. Standard output is not a PrintStream, as that would hide its errors. */
    static Surroundings ofProcess() {
        return new Surroundings(
                // A channel, because another thread can close it while one waits in it.
                Channels.newInputStream(new FileInputStream(FileDescriptor.in).getChannel()),
                new FileOutputStream(FileDescriptor.out),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                System.getenv(),
                Terminals.isTerminal(1),
                Terminals.isTerminal(2),
                new StopSignal());
    }

    /** Prints a line for people on standard error. */
    void say(String message) {
        err.println(MESSAGE_START + message);
    }

    /**
     * Prints the whole output of a command on standard output; returns the exit code. If the reader has gone, that is
     * no failure; a full disk is.
     */
    int print(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            if (!reason.contains("Broken pipe")) {
                say("the output cannot be written: " + reason);
                return Sharetap.DAMAGED;
            }
        }
        return Sharetap.DONE;
    }

    /** Ends standard input: a thread that waits for it is woken. */
    void endInput() {
        try {
            in.close();
        } catch (IOException e) {
            say("standard input cannot be closed: " + e.getMessage());
        }
    }

    /** Ends an unfinished last line, where standard output is a file. */
    void endTornLine() {
        Path file = Path.of("/proc/self/fd/1");
        if (!(out instanceof FileOutputStream) || !Files.isRegularFile(file)) {
            return;
        }
        try (FileChannel written = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            boolean torn = written.size() > 0 && written.read(last, written.size() - 1) == 1 && last.get(0) != '\n';
            if (torn) {
                out.write('\n');
                out.flush();
            }
        } catch (IOException e) {
            say("standard output cannot be looked at: " + e.getMessage());
        }
    }

    boolean debug() {
        return "1".equals(environment.get("SHARETAP_DEBUG"));
    }

    /** Whether colours are wanted on standard output (see no-color.org). */
    boolean colour() {
        String noColour = environment.get("NO_COLOR");
        return outIsTerminal && (noColour == null || noColour.isEmpty()) && !"dumb".equals(environment.get("TERM"));
    }
}
