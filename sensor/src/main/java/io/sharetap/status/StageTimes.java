package io.sharetap.status;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the processor time of each stage. A stage is a thread, so nothing needs to be measured while it works. */
final class StageTimes {
    private static final double SECOND_NANOS = 1e9;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<String, Long> nanos = new ConcurrentHashMap<>();

    /** Processor time of each stage's thread by name, in nanoseconds. */
    Map<String, Long> read() {
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            String stage = thread == null ? null : stageOf(thread.getThreadName());
            if (stage != null) {
                nanos.merge(stage, threads.getThreadCpuTime(thread.getThreadId()), Math::max);
            }
        }
        return new TreeMap<>(nanos);
    }

    double seconds(String stage) {
        return nanos.getOrDefault(stage, 0L) / SECOND_NANOS;
    }

    /** The stage of a thread; null where it is none of the pipeline's. */
    private static String stageOf(String thread) {
        if (thread.equals("main")) {
            return "decode";
        }
        boolean ours = thread.startsWith("capture-")
                || thread.startsWith("worker-")
                || thread.equals("detector")
                || thread.equals("output");
        return ours ? thread : null;
    }
}
