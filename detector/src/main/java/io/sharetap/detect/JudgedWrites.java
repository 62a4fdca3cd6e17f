package io.sharetap.detect;

import io.sharetap.baseline.Rarity;
import io.sharetap.detect.Executions.HostPair;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.FileWrite;
import io.sharetap.event.SensorEvent;
import io.sharetap.score.Circumstances;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Remembers writes of the last minutes that an execution would make graver. */
final class JudgedWrites {
    private long windowNanos;
    private final int max;
    /** Holds also what was taken meanwhile, until its time is over. */
    private final ArrayDeque<Judged> inOrder = new ArrayDeque<>();

    private final Map<HostPair, ArrayDeque<Judged>> byPair = new HashMap<>();
    private long evictions;

    /** A write with all that it was judged by. */
    record Judged(FileWrite write, Rarity rarity, Circumstances circumstances) {
        private HostPair pair() {
            return HostPair.of(write.endpoints());
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
        removeFarFrom(judged.write().epochNanos());
        if (inOrder.size() >= max && forget(inOrder.removeFirst())) {
            evictions++;
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
                && Math.abs(epochNanos - inOrder.peekFirst().write().epochNanos()) > windowNanos) {
            forget(inOrder.removeFirst());
        }
    }

    /** An older one of a pair always stands before the younger ones. False: it was taken meanwhile. */
    private boolean forget(Judged oldest) {
        HostPair pair = oldest.pair();
        ArrayDeque<Judged> ofPair = byPair.get(pair);
        if (ofPair == null || ofPair.peekFirst() != oldest) {
            return false;
        }
        ofPair.removeFirst();
        if (ofPair.isEmpty()) {
            byPair.remove(pair);
        }
        return true;
    }

    /** Gives up the writes of the pair of an execution that may be what is run, the latest first. */
    List<Judged> take(ExecutionObserved execution) {
        removeFarFrom(execution.epochNanos());
        HostPair pair = HostPair.of(execution.endpoints());
        ArrayDeque<Judged> ofPair = byPair.get(pair);
        if (ofPair == null) {
            return List.of();
        }
        List<Judged> taken = new ArrayList<>();
        for (Iterator<Judged> latest = ofPair.descendingIterator(); latest.hasNext(); ) {
            Judged judged = latest.next();
            if (CommandLine.mayRun(execution.command(), judged.write().path())) {
                taken.add(judged);
                latest.remove();
            }
        }
        if (ofPair.isEmpty()) {
            byPair.remove(pair);
        }
        return taken;
    }

    long evictions() {
        return evictions;
    }

    /** All that was not taken, the oldest of each pair first. */
    List<Judged> all() {
        List<Judged> all = new ArrayList<>();
        byPair.values().forEach(all::addAll);
        all.sort(Comparator.comparing(Judged::write, SensorEvent.ORDER));
        return all;
    }
}
