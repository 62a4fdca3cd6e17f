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
 * Remembers the writes of the last minutes that are part of an alert, so that a later execution can be reported with
 * the alert, and can make it graver.
 */
final class JudgedWrites {
    private long windowNanos;
    private final int max;
    private final ArrayDeque<Judged> inOrder = new ArrayDeque<>();
    private final Map<IdentityPair, ArrayDeque<Judged>> byPair = new HashMap<>();
    private long evictions;

    /** A write with all facts by which it was judged. */
    static final class Judged {
        final FileWrite write;
        final Rarity rarity;
        final Circumstances circumstances;

        /** The alert that the write raised, or was folded into. */
        String alertId;

        /** No execution was seen yet, so one may still make the alert graver. */
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

    /** Sets the window for further writes. */
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

    /** The oldest write of all is also the first of its pair. */
    private void forgetFirst() {
        IdentityPair pair = inOrder.removeFirst().pair();
        ArrayDeque<Judged> ofPair = byPair.get(pair);
        ofPair.removeFirst();
        if (ofPair.isEmpty()) {
            byPair.remove(pair);
        }
    }

    /** The writes that may be what the execution runs, of the same pair, the latest first. */
    List<Judged> concernedBy(ExecutionObserved execution) {
        removeFarFrom(execution.epochNanos());
        ArrayDeque<Judged> ofPair = byPair.get(IdentityPair.of(execution.endpoints()));
        if (ofPair == null) {
            return List.of();
        }
        CommandLine command = new CommandLine(execution.command());
        List<Judged> concerned = new ArrayList<>();
        for (Iterator<Judged> latest = ofPair.descendingIterator(); latest.hasNext(); ) {
            Judged judged = latest.next();
            if (command.mayRun(judged.write)) {
                concerned.add(judged);
            }
        }
        return concerned;
    }

    long evictions() {
        return evictions;
    }

    /** All writes, the oldest of each pair first. */
    List<Judged> all() {
        List<Judged> all = new ArrayList<>(inOrder);
        all.sort(Comparator.comparing(judged -> judged.write, SensorEvent.ORDER));
        return all;
    }
}
