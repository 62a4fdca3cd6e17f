package io.sharetap.pipeline;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;

/** Makes the pipeline's threads, and waits for them. */
final class Threads {
    private Threads() {}

    /** Daemons: a process that is told to go at once does not wait for them. */
    static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Waits whatever comes; an interrupt is kept for whoever looks for it. */
    static void await(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
