package io.sharetap.fleet;

import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertReader;
import io.sharetap.alert.AlertUpdate;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.output.EventLevel;
import io.sharetap.output.Palette;
import io.sharetap.output.TextCards;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * Takes records of the alerts' topic and shows them as a sensor shows its own: a card for an alert, a line for each
 * record that follows.
 */
final class AlertCards implements Consumer<String>, AlertReader.Sink {
    private final AlertReader reader = new AlertReader();
    private final TextCards cards;
    private long position;

    AlertCards(OutputStream out) {
        boolean colour = System.console() != null && System.getenv("NO_COLOR") == null;
        // The stream itself is asked whether it is broken.
        cards = new TextCards(out, EventLevel.ALERTS, colour ? Palette.ANSI : Palette.PLAIN, broken -> {});
    }

    @Override
    public void accept(String record) {
        reader.read(record, position++, this);
        cards.flush();
    }

    @Override
    public void onAlert(Alert alert) {
        cards.onAlert(alert);
    }

    @Override
    public void onAlertUpdate(AlertUpdate update) {
        cards.onAlertUpdate(update);
    }

    @Override
    public void onExecution(ExecutionObserved execution) {
        cards.onEvent(execution);
    }

    @Override
    public void onRefused(String reason) {
        Fleet.say("a record of the alerts' topic cannot be shown (--format json prints it): " + reason);
    }
}
