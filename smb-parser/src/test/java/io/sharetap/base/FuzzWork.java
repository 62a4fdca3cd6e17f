package io.sharetap.base;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Measures what one input costs: time of the processor, which does not depend on what else the machine does, and bytes
 * allocated. A target that only did not throw may still have done a thousand times the work that its input was worth.
 */
public final class FuzzWork {
    /** Instrumented code on a slow machine, generously. */
    private static final long NANOS_MAX = 4_000_000_000L;

    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private FuzzWork() {}

    /**
     * Takes an input through its target, and fails where that is too much work. What seems too much is done again
     * before it is judged: the first time, classes may have been loaded on the way.
     */
    public static void bounded(long allocatedBytesMax, Runnable input) {
        if (excess(allocatedBytesMax, input) != null) {
            String excess = excess(allocatedBytesMax, input);
            require(excess == null, excess);
        }
    }

    /** Null: there was none. */
    private static String excess(long allocatedBytesMax, Runnable input) {
        long startNanos = THREAD.getCurrentThreadCpuTime();
        long startBytes = THREAD.getCurrentThreadAllocatedBytes();
        input.run();
        long bytes = THREAD.getCurrentThreadAllocatedBytes() - startBytes;
        long nanos = THREAD.getCurrentThreadCpuTime() - startNanos;
        if (nanos > NANOS_MAX) {
            return "it took " + nanos / 1_000_000 + " ms";
        }
        return bytes > allocatedBytesMax
                ? bytes + " bytes were allocated, " + allocatedBytesMax + " are allowed"
                : null;
    }

    /** Fails where an invariant does not hold. */
    public static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
