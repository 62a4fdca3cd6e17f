package io.sharetap.status;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Reads how much processor time each stage took: a stage is a thread, so that nothing is measured on its way. */
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

    /** Null: it is none of the pipeline. */
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
