package io.sharetap.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Writes text as UTF-8 to a stream that may break: when the reader has gone (a closed pipe), that is reported once, and
 * nothing more is written.
 */
final class OutputStreamText {
    private static final int BUFFER_BYTES = 64 << 10;

    private final OutputStream stream;
    private final Consumer<IOException> onBroken;
    private boolean broken;

    OutputStreamText(OutputStream stream, Consumer<IOException> onBroken) {
        this.stream = new BufferedOutputStream(stream, BUFFER_BYTES);
        this.onBroken = onBroken;
    }

    void write(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a line and its end in one piece, so that no half record is left. */
    void writeLine(byte[] line) {
        byte[] ended = Arrays.copyOf(line, line.length + 1);
        ended[line.length] = '\n';
        write(ended);
    }

    private void write(byte[] bytes) {
        if (broken) {
            return;
        }
        try {
            stream.write(bytes);
        } catch (IOException e) {
            breakOff(e);
        }
    }

    void flush() {
        if (broken) {
            return;
        }
        try {
            stream.flush();
        } catch (IOException e) {
            breakOff(e);
        }
    }

    private void breakOff(IOException cause) {
        broken = true;
        onBroken.accept(cause);
    }
}
