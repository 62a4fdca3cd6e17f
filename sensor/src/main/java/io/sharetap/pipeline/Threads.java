package io.sharetap.pipeline;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;

/** Makes the pipeline's threads, and waits for them. */
final class Threads {
    private Threads() {}

    /** Daemon threads: a process that is to end at once does not wait for them. */
    static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Waits in any case; an interrupt is restored afterwards. */
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
