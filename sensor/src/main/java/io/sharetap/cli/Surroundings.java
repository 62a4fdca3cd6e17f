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
 * Is what the program has around it: the process', or a test's.
 *
 * @param in standard input
 * @param out standard output, for records alone
 * @param err for messages, warnings and progress
 * @param outIsTerminal somebody looks at {@code out}
 * @param errIsTerminal somebody looks at {@code err}
 * @param stop tells who runs that it is to end
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

    /** Those of this process. Standard output is not a PrintStream, which would keep its errors to itself. */
    static Surroundings ofProcess() {
        return new Surroundings(
                // A channel, because another thread may close it under one that waits in it.
                Channels.newInputStream(new FileInputStream(FileDescriptor.in).getChannel()),
                new FileOutputStream(FileDescriptor.out),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                System.getenv(),
                Terminals.isTerminal(1),
                Terminals.isTerminal(2),
                new StopSignal());
    }

    /** One line for people on standard error. */
    void say(String message) {
        err.println(MESSAGE_START + message);
    }

    /**
     * All that a command has to tell, on standard output; gives the exit code. A reader that has gone away ends it in
     * quiet; a full disk does not.
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

    /** Wakes whoever waits for standard input: nothing more comes from it. */
    void endInput() {
        try {
            in.close();
        } catch (IOException e) {
            say("standard input cannot be closed: " + e.getMessage());
        }
    }

    /** Ends a line without an end where standard output is a file whose last bytes are one. */
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

    /** True: colours are welcome on standard output (see no-color.org). */
    boolean colour() {
        String noColour = environment.get("NO_COLOR");
        return outIsTerminal && (noColour == null || noColour.isEmpty()) && !"dumb".equals(environment.get("TERM"));
    }
}
