package io.sharetap.fleet;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes a command's output, and remembers why it could not be written, which a PrintStream would hide. If the reader
 * has gone, that is no failure; a full disk is.
 */
final class StandardOutput extends OutputStream {
    private final OutputStream file = new FileOutputStream(FileDescriptor.out);
    private IOException first;

    /** Prints the whole text and returns the exit code. */
    static int print(String text) {
        StandardOutput out = new StandardOutput();
        PrintStream stream = out.stream();
        stream.print(text);
        stream.flush();
        return out.exitCode();
    }

    /** A stream in UTF-8, whatever the machine's encoding; the caller flushes it. */
    PrintStream stream() {
        return new PrintStream(this, false, StandardCharsets.UTF_8);
    }

    /** Reports what went wrong, if anything, and returns the exit code. */
    int exitCode() {
        if (first == null || String.valueOf(first.getMessage()).contains("Broken pipe")) {
            return 0;
        }
        Fleet.say("the output cannot be written: " + first.getMessage());
        return Fleet.FAILED;
    }

    @Override
    public void write(int each) throws IOException {
        write(new byte[] {(byte) each}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        try {
            file.write(bytes, from, count);
        } catch (IOException e) {
            first = first == null ? e : first;
            throw e;
        }
    }
}
