package io.sharetap.detect;

import io.sharetap.event.Endpoints;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.score.Circumstances.Execution;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers what clients made destinations run within the last minutes, the last of each pair. */
final class Executions {
    private final long windowNanos;
    private final int max;
    /** The pair that ran something last stands last. */
    private final LinkedHashMap<HostPair, ExecutionObserved> last = new LinkedHashMap<>();

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

    void add(ExecutionObserved execution) {
        removeFarFrom(execution.epochNanos());
        HostPair pair = HostPair.of(execution.endpoints());
        last.remove(pair);
        if (last.size() >= max) {
            evictions++;
            last.remove(last.keySet().iterator().next());
        }
        last.put(pair, execution);
    }

    void clear() {
        last.clear();
    }

    private void removeFarFrom(long epochNanos) {
        Iterator<Map.Entry<HostPair, ExecutionObserved>> oldest =
                last.entrySet().iterator();
        while (oldest.hasNext() && isFar(oldest.next().getValue(), epochNanos)) {
            oldest.remove();
        }
    }

    private boolean isFar(ExecutionObserved execution, long epochNanos) {
        return Math.abs(epochNanos - execution.epochNanos()) > windowNanos;
    }

    /** What the client of a write made its destination run before it, within the window; null: nothing. */
    Execution before(FileWrite write) {
        if (last.isEmpty()) {
            return null;
        }
        ExecutionObserved execution = last.get(HostPair.of(write.endpoints()));
        return execution == null || isFar(execution, write.epochNanos()) ? null : seenFrom(write, execution);
    }

    static Execution seenFrom(FileWrite write, ExecutionObserved execution) {
        return new Execution(
                execution.epochNanos() - write.epochNanos(), execution.via(), execution.name(), execution.command());
    }

    long evictions() {
        return evictions;
    }

    /** The last of each pair, oldest first. */
    Collection<ExecutionObserved> all() {
        return last.values();
    }
}
