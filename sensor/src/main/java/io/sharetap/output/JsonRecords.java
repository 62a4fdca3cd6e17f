package io.sharetap.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/** Writes records for machines: one JSON object of the Elastic Common Schema a line, and nothing else. */
public final class JsonRecords implements EncodedSink {
    private final OutputStreamText out;
    private final EventLevel level;

    /**
     * Makes the writer.
     *
     * @param onBroken called once when the stream takes no more; later records are dropped
     */
    public JsonRecords(OutputStream stream, EventLevel level, Consumer<IOException> onBroken) {
        this.out = new OutputStreamText(stream, onBroken);
        this.level = level;
    }

    @Override
    public void put(EncodedRecord record) {
        if (record.shownAt(level)) {
            out.writeLine(record.json().body());
        }
    }

    @Override
    public void flush() {
        out.flush();
    }
}
