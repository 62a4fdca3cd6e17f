package io.sharetap.fleet;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Takes what a command has to tell, and remembers why it could not be written, which a PrintStream keeps to itself. A
 * reader that has gone away ends a command in quiet; a full disk does not.
 */
final class StandardOutput extends OutputStream {
    private final OutputStream file = new FileOutputStream(FileDescriptor.out);
    private IOException first;

    /** Prints all of it and gives the exit code. */
    static int print(String text) {
        StandardOutput out = new StandardOutput();
        PrintStream stream = out.stream();
        stream.print(text);
        stream.flush();
        return out.exitCode();
    }

    /** UTF-8, whatever the machine speaks; to be flushed. */
    PrintStream stream() {
        return new PrintStream(this, false, StandardCharsets.UTF_8);
    }

    /** Says what went wrong, if anything did. */
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
