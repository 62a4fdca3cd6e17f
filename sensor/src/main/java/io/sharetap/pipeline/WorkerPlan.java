package io.sharetap.pipeline;

/**
 * How many lanes there are, and when they run on threads of their own.
 *
 * @param workers number of lanes; 0: one lane, always on the reader's thread
 * @param judgedBytes payload bytes after which it is decided anew whether a lane needs its own thread; 0: it always has
 *     one
 */
record WorkerPlan(int workers, int judgedBytes) {
    private static final int WORKERS_BY_DEFAULT_MAX = 8;
    private static final int JUDGED_BYTES = 4 << 20;

    /**
     * Makes the plan for a machine.
     *
     * @param wanted the number of workers that was asked for; below 0: chosen by the machine
     * @param processors the machine's, at least 1
     */
    static WorkerPlan of(int wanted, int processors) {
        if (wanted >= 0) {
            return new WorkerPlan(wanted, 0);
        }
        return switch (processors) {
            case 1 -> new WorkerPlan(0, 0);
            // One of the two reads. Handing segments to the other pays off only where they take much work.
            case 2 -> new WorkerPlan(2, JUDGED_BYTES);
            default -> new WorkerPlan(Math.min(processors, WORKERS_BY_DEFAULT_MAX), 0);
        };
    }
}
