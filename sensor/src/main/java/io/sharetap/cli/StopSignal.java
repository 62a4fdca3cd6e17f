package io.sharetap.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Lets SIGTERM and SIGINT end a run in order: whoever runs is told to stop, finishes, writes everything out, and the
 * process ends with its exit code.
 */
final class StopSignal {
    private final CountDownLatch finished = new CountDownLatch(1);
    private Runnable action = () -> {};
    private boolean stopped;
    private volatile int exitCode;

    /** Listens to the process' signals; the Java machine tells of them by its shutdown hooks alone. */
    void listen() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::onShutdown, "stop"));
    }

    private void onShutdown() {
        if (finished.getCount() == 0) {
            return; // the program ended by itself
        }
        stop();
        boolean interrupted = true;
        while (interrupted) {
            try {
                finished.await();
                interrupted = false;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        Runtime.getRuntime().halt(exitCode);
    }

    /** Stops whoever runs, now or as soon as it says how. */
    synchronized void stop() {
        stopped = true;
        action.run();
    }

    /** What to do when the run is to stop. */
    synchronized void onStop(Runnable stopping) {
        action = stopping;
        if (stopped) {
            stopping.run();
        }
    }

    synchronized boolean stopped() {
        return stopped;
    }

    /** The run has ended, and this is what the process ends with. */
    void finished(int code) {
        exitCode = code;
        finished.countDown();
    }
}
