package io.sharetap.detect;

import io.sharetap.event.Endpoints;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.score.Circumstances.Execution;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;

/** Remembers what clients made destinations run within the last minutes, the last few of each pair. */
final class Executions {
    /** A toolkit starts a handful of programs on a host within minutes; more of one pair tell nothing new. */
    private static final int OF_PAIR_MAX = 16;

    private long windowNanos;
    private final int max;
    /** The pair that ran something last stands last; of a pair, the last execution does. */
    private final LinkedHashMap<HostPair, ArrayDeque<ExecutionObserved>> byPair = new LinkedHashMap<>();

    private int size;
    private long evictions;

    /** A client and a destination. */
    record HostPair(IpAddress client, IpAddress destination) {
        static HostPair of(Endpoints hosts) {
            return new HostPair(hosts.clientIdentity(), hosts.destinationIdentity());
        }
    }

    Executions(long windowNanos, int max) {
        this.windowNanos = windowNanos;
        this.max = max;
    }

    /** From now on what happened within so long counts. */
    void lookBack(long nanos) {
        windowNanos = nanos;
    }

    void add(ExecutionObserved execution) {
        removeFarFrom(execution.epochNanos());
        HostPair pair = HostPair.of(execution.endpoints());
        ArrayDeque<ExecutionObserved> ofPair = byPair.remove(pair);
        if (ofPair == null) {
            ofPair = new ArrayDeque<>();
        } else if (ofPair.size() >= OF_PAIR_MAX) {
            ofPair.removeFirst();
            size--;
            evictions++;
        }
        if (size >= max && !byPair.isEmpty()) {
            int evicted = byPair.remove(byPair.keySet().iterator().next()).size();
            size -= evicted;
            evictions += evicted;
        }
        ofPair.addLast(execution);
        size++;
        byPair.put(pair, ofPair);
    }

    void clear() {
        byPair.clear();
        size = 0;
    }

    private void removeFarFrom(long epochNanos) {
        Iterator<ArrayDeque<ExecutionObserved>> oldest = byPair.values().iterator();
        while (oldest.hasNext()) {
            ArrayDeque<ExecutionObserved> ofPair = oldest.next();
            if (!isFar(ofPair.peekLast(), epochNanos)) {
                return;
            }
            size -= ofPair.size();
            oldest.remove();
        }
    }

    private boolean isFar(ExecutionObserved execution, long epochNanos) {
        return Math.abs(epochNanos - execution.epochNanos()) > windowNanos;
    }

    /**
     * The last time that the client of a write made its destination run the file before, within the window, or null.
     */
    Execution before(FileWrite write) {
        if (byPair.isEmpty()) {
            return null;
        }
        ArrayDeque<ExecutionObserved> ofPair = byPair.get(HostPair.of(write.endpoints()));
        if (ofPair != null) {
            for (Iterator<ExecutionObserved> latest = ofPair.descendingIterator(); latest.hasNext(); ) {
                ExecutionObserved execution = latest.next();
                if (!isFar(execution, write.epochNanos()) && CommandLine.mayRun(execution.command(), write.path())) {
                    return seenFrom(write, execution);
                }
            }
        }
        return null;
    }

    static Execution seenFrom(FileWrite write, ExecutionObserved execution) {
        return new Execution(
                execution.epochNanos() - write.epochNanos(), execution.via(), execution.name(), execution.command());
    }

    long evictions() {
        return evictions;
    }

    /** All of them; added again in this order they are remembered as now. */
    List<ExecutionObserved> all() {
        List<ExecutionObserved> all = new ArrayList<>(size);
        byPair.values().forEach(all::addAll);
        return all;
    }
}
