package io.sharetap.base;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Asserts that what runs often allocates nothing once it has run for a while. */
public final class SteadyState {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int RUNS_MAX = 5;

    private SteadyState() {}

    /**
     * Has it run once, and again until a run allocates less than a byte a step: what allocates does so in each. The
     * Java machine may load a class in any of them, as it compiles when it has time to.
     *
     * @param steps that a run does
     * @return how often it ran
     */
    public static int allocatesNothing(int steps, Runnable run) {
        run.run();
        long allocated = Long.MAX_VALUE;
        int runs = 1;
        while (allocated >= steps && runs < RUNS_MAX) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            run.run();
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            runs++;
        }
        assertTrue(allocated < steps, allocated + " bytes for " + steps + " steps");
        return runs;
    }
}
