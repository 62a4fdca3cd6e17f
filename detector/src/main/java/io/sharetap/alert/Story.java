package io.sharetap.alert;

import io.sharetap.alert.AlertUpdate.FoldedWrite;
import io.sharetap.event.IpAddress;
import java.util.ArrayList;
import java.util.List;

/** Remembers one alert and what was folded into it. */
final class Story {
    final String alertId;
    final long raisedNanos;
    final Scope scope;

    /** Folded since the last alert that told the count. */
    long folded;

    /** Event time of the first write in {@link #waiting}. */
    long waitingSinceNanos;

    /** Updates sent, which tells their ids apart. */
    int updates;

    private List<FoldedWrite> waiting = new ArrayList<>();

    /**
     * What the story is about, and what it takes.
     *
     * @param content SHA-256 of the executable; null: unknown
     * @param head SHA-256 of its first bytes, null: unknown
     * @param ofClient takes all that the client writes, whatever the destination
     * @param ofExecutable takes all writes of the executable, whatever the client
     */
    record Scope(
            IpAddress client,
            IpAddress destination,
            Variation variation,
            String content,
            String head,
            boolean ofClient,
            boolean ofExecutable) {

        /** True: takes a write to the same destination by the same client. */
        boolean takesOfPair(Variation other) {
            return other == variation || variation.severity().isGraverThan(other.severity());
        }

        /** True: takes a write to any destination; one to a critical asset only where the story is about that asset. */
        boolean takesOfAny(Variation other, IpAddress otherDestination, boolean critical) {
            return !other.severity().isGraverThan(variation.severity())
                    && (!critical || destination.equals(otherDestination));
        }
    }

    Story(String alertId, long raisedNanos, Scope scope) {
        this.alertId = alertId;
        this.raisedNanos = raisedNanos;
        this.scope = scope;
    }

    Severity severity() {
        return scope.variation().severity();
    }

    void fold(FoldedWrite write, long epochNanos) {
        if (waiting.isEmpty()) {
            waitingSinceNanos = epochNanos;
        }
        waiting.add(write);
        folded++;
    }

    List<FoldedWrite> waiting() {
        return waiting;
    }

    /** Gives up what waits for an update. */
    List<FoldedWrite> takeWaiting() {
        List<FoldedWrite> taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }
}
