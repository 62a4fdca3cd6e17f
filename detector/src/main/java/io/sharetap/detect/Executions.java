package io.sharetap.detect;

import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IdentityPair;
import io.sharetap.score.Circumstances.Execution;
import java.util.Iterator;
import java.util.List;

/** Remembers what clients made destinations run within the last minutes, the last few of each pair. */
final class Executions {
    /** A toolkit starts a handful of programs on a host within minutes; more of one pair tell nothing new. */
    private static final int OF_PAIR_MAX = 16;

    private static final String PIPE = "pipe";

    private final RecentOf<IdentityPair, ExecutionObserved> recent;

    Executions(long windowNanos, int max) {
        recent = new RecentOf<>(windowNanos, max, OF_PAIR_MAX);
    }

    /** From now on what happened within so long counts. */
    void lookBack(long nanos) {
        recent.lookBack(nanos);
    }

    void add(ExecutionObserved execution) {
        recent.add(IdentityPair.of(execution.endpoints()), execution);
    }

    void clear() {
        recent.clear();
    }

    /**
     * The last time that the client of a write made its destination run the file before, within the window, or null.
     */
    Execution before(FileWrite write) {
        Iterator<ExecutionObserved> latest =
                recent.of(IdentityPair.of(write.endpoints())).descendingIterator();
        while (latest.hasNext()) {
            ExecutionObserved execution = latest.next();
            // A tool opens its service's pipe after it wrote and started that: what it writes later is something else.
            if (!PIPE.equals(execution.via())
                    && !recent.isFar(execution, write.epochNanos())
                    && CommandLine.mayRun(execution.command(), write)) {
                return seenFrom(write, execution);
            }
        }
        return null;
    }

    static Execution seenFrom(FileWrite write, ExecutionObserved execution) {
        return new Execution(
                execution.epochNanos() - write.epochNanos(),
                execution.via(),
                execution.act(),
                execution.name(),
                execution.command(),
                execution.tool());
    }

    long evictions() {
        return recent.evictions();
    }

    /** All of them; added again in this order they are remembered as now. */
    List<ExecutionObserved> all() {
        return recent.all();
    }
}
