package io.sharetap.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Opens files and named pipes to be read, one at a time, until another thread breaks that off: who opens a pipe waits
 * until somebody writes to it, who reads it until somebody has written, and either may never come.
 */
public final class PipeInput {
    private Path opening;
    /** Null: there is none, or a file, for which nobody waits. */
    private InputStream pipe;

    private boolean brokenOff;

    /** Opens one; the caller closes it. Throws {@link AsynchronousCloseException} where it is broken off. */
    public InputStream open(Path path) throws IOException {
        synchronized (this) {
            opening = brokenOff ? null : path;
        }
        InputStream input = opening == null ? null : Files.newInputStream(path);
        synchronized (this) {
            opening = null;
            pipe = input == null || Files.isRegularFile(path) ? null : input;
            if (!brokenOff) {
                return input;
            }
        }
        if (input != null) {
            input.close();
        }
        throw new AsynchronousCloseException();
    }

    /** Nothing more is opened, and who waits is told that nothing more comes. Any thread may call it. */
    public void breakOff() {
        Path waited;
        InputStream read;
        synchronized (this) {
            brokenOff = true;
            waited = opening;
            read = pipe;
        }
        if (read != null) {
            CaptureInput.closeQuietly(read);
        }
        if (waited != null && !Files.isRegularFile(waited)) {
            Thread writer = new Thread(() -> writeNothing(waited), "break-off");
            writer.setDaemon(true); // it waits itself where the reader has gone meanwhile
            writer.start();
        }
    }

    private static void writeNothing(Path pipe) {
        try {
            FileChannel.open(pipe, StandardOpenOption.WRITE).close();
        } catch (IOException e) {
            return; // not ours to write to: a second SIGINT ends it
        }
    }
}
