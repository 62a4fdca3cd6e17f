package io.sharetap.detect;

import io.sharetap.baseline.Rarity;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IdentityPair;
import io.sharetap.event.SensorEvent;
import io.sharetap.score.Circumstances;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Remembers the writes of the last minutes that people read of in an alert, so that an execution is told with its
 * alert, and makes it graver where it may.
 */
final class JudgedWrites {
    private long windowNanos;
    private final int max;
    private final ArrayDeque<Judged> inOrder = new ArrayDeque<>();
    private final Map<IdentityPair, ArrayDeque<Judged>> byPair = new HashMap<>();
    private long evictions;

    /** A write with all that it was judged by. */
    static final class Judged {
        final FileWrite write;
        final Rarity rarity;
        final Circumstances circumstances;

        /** The alert that it raised, or was folded into. */
        String alertId;

        /** An execution would make it graver, as none was seen yet. */
        boolean open;

        Judged(FileWrite write, Rarity rarity, Circumstances circumstances, String alertId, boolean open) {
            this.write = write;
            this.rarity = rarity;
            this.circumstances = circumstances;
            this.alertId = alertId;
            this.open = open;
        }

        private IdentityPair pair() {
            return IdentityPair.of(write.endpoints());
        }
    }

    JudgedWrites(long windowNanos, int max) {
        this.windowNanos = windowNanos;
        this.max = max;
    }

    /** From now on what happened within so long counts. */
    void lookBack(long nanos) {
        windowNanos = nanos;
    }

    void add(Judged judged) {
        removeFarFrom(judged.write.epochNanos());
        if (inOrder.size() >= max) {
            evictions++;
            forgetFirst();
        }
        inOrder.addLast(judged);
        byPair.computeIfAbsent(judged.pair(), pair -> new ArrayDeque<>()).addLast(judged);
    }

    void clear() {
        inOrder.clear();
        byPair.clear();
    }

    private void removeFarFrom(long epochNanos) {
        while (!inOrder.isEmpty()
                && Math.abs(epochNanos - inOrder.peekFirst().write.epochNanos()) > windowNanos) {
            forgetFirst();
        }
    }

    /** An older one of a pair always stands before the younger ones. */
    private void forgetFirst() {
        IdentityPair pair = inOrder.removeFirst().pair();
        ArrayDeque<Judged> ofPair = byPair.get(pair);
        ofPair.removeFirst();
        if (ofPair.isEmpty()) {
            byPair.remove(pair);
        }
    }

    /** The writes of the pair of an execution that may be what is run, the latest first. */
    List<Judged> concernedBy(ExecutionObserved execution) {
        removeFarFrom(execution.epochNanos());
        ArrayDeque<Judged> ofPair = byPair.get(IdentityPair.of(execution.endpoints()));
        if (ofPair == null) {
            return List.of();
        }
        List<Judged> concerned = new ArrayList<>();
        for (Iterator<Judged> latest = ofPair.descendingIterator(); latest.hasNext(); ) {
            Judged judged = latest.next();
            if (CommandLine.mayRun(execution.command(), judged.write)) {
                concerned.add(judged);
            }
        }
        return concerned;
    }

    long evictions() {
        return evictions;
    }

    /** All of them, the oldest of each pair first. */
    List<Judged> all() {
        List<Judged> all = new ArrayList<>(inOrder);
        all.sort(Comparator.comparing(judged -> judged.write, SensorEvent.ORDER));
        return all;
    }
}
