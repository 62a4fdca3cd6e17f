package io.sharetap.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Opens files and named pipes for reading, one at a time, until another thread calls {@link #breakOff}. To open a pipe
 * blocks until somebody opens it for writing, to read it until somebody writes: either may never happen.
 */
public final class PipeInput {
    private Path opening;
    /** Null where no pipe is open; nobody waits for a regular file. */
    private InputStream pipe;

    private boolean brokenOff;

    /**
     * Opens a file or pipe; the caller closes it. Throws {@link AsynchronousCloseException} after {@link #breakOff}.
     */
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

    /** Nothing more is opened, and a blocked reader is told that the input has ended. Any thread may call it. */
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
            writer.setDaemon(true); // opening blocks where the reader has gone meanwhile
            writer.start();
        }
    }

    private static void writeNothing(Path pipe) {
        try {
            FileChannel.open(pipe, StandardOpenOption.WRITE).close();
        } catch (IOException e) {
            return; // the pipe is not writable for us: a second SIGINT ends the process
        }
    }
}
