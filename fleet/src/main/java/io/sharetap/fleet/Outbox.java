package io.sharetap.fleet;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Sends letters to the other steps. */
final class Outbox {
    private final ProcessorContext<Object, Object> context;
    private final String step;
    private final Parts parts;
    private long millis;

    Outbox(ProcessorContext<Object, Object> context, String step, Parts parts) {
        this.context = context;
        this.step = step;
        this.parts = parts;
    }

    /** Sets the time, in milliseconds, of the letters that are sent from now on. */
    void at(long recordMillis) {
        millis = Math.max(0, recordMillis);
    }

    /** Commits, so that other steps get the letters at once, and not only with the next regular commit. */
    void hurry() {
        context.commit();
    }

    void toClients(int part, Letter letter) {
        send(FleetTopology.TO_CLIENTS, part, letter);
    }

    void toAllClients(Letter letter) {
        for (int part = 0; part < parts.count(); part++) {
            toClients(part, letter);
        }
    }

    void toExecutables(int part, Letter letter) {
        send(FleetTopology.TO_EXECUTABLES, part, letter);
    }

    void toDestinations(int part, Letter letter) {
        send(FleetTopology.TO_DESTINATIONS, part, letter);
    }

    void toStories(Letter letter) {
        send(FleetTopology.TO_STORIES, 0, letter);
    }

    private void send(String sink, int part, Letter letter) {
        context.forward(new Record<>(part, letter, millis), FleetTopology.sinkOf(sink, step));
    }
}
