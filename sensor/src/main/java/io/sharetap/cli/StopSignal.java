package io.sharetap.cli;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Lets SIGTERM and SIGINT end a run in order: the run is told to stop, finishes, writes everything out, and the process
 * ends with its exit code. A second SIGINT ends it at once. SIGHUP does what a run has set for it ({@code watch} reads
 * its settings again), and stops any other.
 *
 * <p>Signals are handled directly and not by shutdown hooks: Java runs all hooks at the same time, and those of
 * Chronicle Map would close a baseline that is still being opened or written.
 */
public final class StopSignal {
    private static final int BY_SIGNAL = 128;

    private Runnable action = () -> {};
    private Runnable hangUp = this::stop;
    private boolean stopped;
    private boolean interrupted;

    /** Handles the process's signals. */
    public void listen() {
        handle("TERM", signal -> stop());
        handle("INT", this::onInterrupt);
        handle("HUP", signal -> hangUp());
    }

    private static void handle(String name, SignalHandler handler) {
        try {
            Signal.handle(new Signal(name), handler);
        } catch (IllegalArgumentException e) {
            return; // with -Xrs Java leaves signals to the system
        }
    }

    private void onInterrupt(Signal signal) {
        synchronized (this) {
            if (interrupted) {
                Runtime.getRuntime().halt(BY_SIGNAL + signal.getNumber());
            }
            interrupted = true;
        }
        stop();
    }

    /** Stops the run, now or as soon as it has said how. */
    void stop() {
        Runnable stopping;
        synchronized (this) {
            stopped = true;
            stopping = action;
        }
        stopping.run();
    }

    /** Sets how to stop the run. */
    public void onStop(Runnable stopping) {
        boolean now;
        synchronized (this) {
            action = stopping;
            now = stopped;
        }
        if (now) {
            stopping.run();
        }
    }

    void hangUp() {
        Runnable then;
        synchronized (this) {
            then = hangUp;
        }
        then.run();
    }

    /** Sets the action for SIGHUP, instead of stopping. */
    public synchronized void onHangUp(Runnable then) {
        hangUp = then;
    }

    /** Whether the run is to stop. */
    public synchronized boolean stopped() {
        return stopped;
    }
}
