package io.sharetap.detect;

import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IdentityPair;
import io.sharetap.score.Circumstances.Execution;
import java.util.Iterator;
import java.util.List;

/** Remembers what clients made destinations run within the last minutes, the last few of each pair. */
final class Executions {
    /** The most of one pair: a toolkit starts a handful of programs on a host within minutes; more tell nothing new. */
    private static final int OF_PAIR_MAX = 16;

    private static final String PIPE = "pipe";

    private final RecentOf<IdentityPair, ExecutionObserved> recent;

    Executions(long windowNanos, int max) {
        recent = new RecentOf<>(windowNanos, max, OF_PAIR_MAX);
    }

    /** Sets the window for further events. */
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
     * The latest execution before the write in which its client made its destination run the file, within the window;
     * null where there is none.
     */
    Execution before(FileWrite write) {
        Iterator<ExecutionObserved> latest =
                recent.of(IdentityPair.of(write.endpoints())).descendingIterator();
        while (latest.hasNext()) {
            ExecutionObserved execution = latest.next();
            // A tool opens its service's pipe after writing and starting the service. So this write, which comes later,
            // is of another file.
            if (!PIPE.equals(execution.via())
                    && !recent.isFar(execution, write.epochNanos())
                    && new CommandLine(execution.command()).mayRun(write)) {
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

    /** All executions, in an order in which they can be added again to the same effect. */
    List<ExecutionObserved> all() {
        return recent.all();
    }
}
