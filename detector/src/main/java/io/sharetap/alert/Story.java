package io.sharetap.alert;

import io.sharetap.alert.AlertUpdate.FoldedWrite;
import io.sharetap.event.IpAddress;
import java.util.ArrayList;
import java.util.List;

/** One alert and the writes folded into it. */
final class Story {
    final String alertId;
    final long raisedNanos;
    final Scope scope;

    /** Writes folded since the last alert that reported their number. */
    long folded;

    /** Event time of the first write in {@link #waiting}. */
    long waitingSinceNanos;

    /** Updates sent so far; the number distinguishes their ids. */
    int updates;

    private List<FoldedWrite> waiting = new ArrayList<>();

    /**
     * What the story is about, and which writes it takes.
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

        /** Whether it takes a write of the same client to the same destination. */
        boolean takesOfPair(Variation other) {
            return other == variation || variation.severity().isGraverThan(other.severity());
        }

        /**
         * Whether it takes a write to any destination; one to a critical asset only where the story is about that
         * asset.
         */
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

    /** Removes and returns the writes that wait for an update. */
    List<FoldedWrite> takeWaiting() {
        List<FoldedWrite> taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }
}
