package io.sharetap.cli;

import io.sharetap.output.RecordSink;
import io.sharetap.pipeline.RecordReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Saves how far {@code score} has come: every few seconds, before each day's close, and while it waits for its input.
 * The output has all records up to the saved place.
 */
final class ScoreCheckpoint extends TimedCheckpoint implements AutoCloseable {
    private static final long LOOK_EVERY_MILLIS = 500;

    private final DetectorOpener detectors;
    private final RecordSink output;
    private final Thread pauses = new Thread(this::lookForPauses, "checkpoint");
    private RecordReader reader;
    private volatile boolean closed;

    ScoreCheckpoint(DetectorOpener detectors, RecordSink output) {
        super(System::nanoTime);
        this.detectors = detectors;
        this.output = output;
    }

    /** Continues where the last run was cut off, or begins. */
    void begin(RecordReader newReader) {
        reader = newReader;
        byte[] kept = detectors.reading();
        if (kept.length > 0) {
            try {
                reader.readFrom(new DataInputStream(new ByteArrayInputStream(kept)));
            } catch (IOException e) {
                throw new UncheckedIOException("the place where the run before was cut off cannot be read", e);
            }
        }
        take();
        pauses.setDaemon(true);
        pauses.start();
    }

    @Override
    void keep() {
        output.settle();
        detectors.keep(reading(), false);
    }

    private byte[] reading() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            reader.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private void lookForPauses() {
        while (!closed) {
            try {
                Thread.sleep(LOOK_EVERY_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
            reader.onPause();
        }
    }

    /** All inputs were read, or the run was stopped and can be continued from here. */
    void finish() {
        detectors.keep(reader.stopped() ? reading() : new byte[0], true);
    }

    @Override
    public void close() {
        closed = true;
        pauses.interrupt();
        try {
            pauses.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
