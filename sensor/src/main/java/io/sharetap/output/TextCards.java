package io.sharetap.output;

import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertUpdate;
import io.sharetap.event.SensorEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/** Writes for people: a card for each alert, a line for each other record, and a table at the end. */
public final class TextCards implements RecordSink {
    private final ClosingCounts counts = new ClosingCounts();
    private final OutputStreamText out;
    private final EventLevel level;
    private final Palette palette;
    /** A card ends with an empty line, a record's line does not. */
    private boolean lineWasLast;

    /**
     * Makes the writer.
     *
     * @param onBroken called once when the stream takes no more; later records are dropped
     */
    public TextCards(OutputStream stream, EventLevel level, Palette palette, Consumer<IOException> onBroken) {
        this.out = new OutputStreamText(stream, onBroken);
        this.level = level;
        this.palette = palette;
    }

    @Override
    public void onEvent(SensorEvent event) {
        counts.onEvent(event);
        if (level.shows(event)) {
            out.write(EventLine.of(event) + "\n");
            lineWasLast = true;
        }
    }

    @Override
    public void onAlert(Alert alert) {
        counts.onAlert(alert);
        if (level.showsAlerts()) {
            out.write(AlertCard.of(alert, palette));
            lineWasLast = false;
        }
    }

    @Override
    public void onAlertUpdate(AlertUpdate update) {
        counts.onAlertUpdate(update);
        if (level.showsAlerts()) {
            out.write(EventLine.of(update) + "\n");
            lineWasLast = true;
            for (AlertUpdate.FoldedWrite folded : update.foldedWrites()) {
                out.write("    " + EventLine.of(folded) + "\n");
            }
        }
    }

    @Override
    public void flush() {
        out.flush();
    }

    /** Writes the closing table, which comes last. */
    public void close(ClosingFacts facts) {
        if (lineWasLast) {
            out.write("\n");
        }
        out.write(ClosingTable.of(counts, facts, palette));
        out.flush();
    }
}
