package io.sharetap.cli;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Lets SIGTERM and SIGINT end a run in order: whoever runs is told to stop, finishes, writes everything out, and the
 * process ends with its exit code. A second SIGINT ends it at once. SIGHUP has settings read again where somebody runs
 * who can, and stops the run elsewhere.
 *
 * <p>Signals are taken as such and not by shutdown hooks: the machine runs all hooks at the same time, and those of
 * Chronicle Map would close a baseline that is still being opened or written.
 */
public final class StopSignal {
    private static final int BY_SIGNAL = 128;

    private Runnable action = () -> {};
    private Runnable hangUp = this::stop;
    private boolean stopped;
    private boolean interrupted;

    /** Listens to the process' signals. */
    public void listen() {
        handle("TERM", signal -> stop());
        handle("INT", this::onInterrupt);
        handle("HUP", signal -> hangUp());
    }

    private static void handle(String name, SignalHandler handler) {
        try {
            Signal.handle(new Signal(name), handler);
        } catch (IllegalArgumentException e) {
            return; // with -Xrs the machine leaves signals to the system
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

    /** Stops whoever runs, now or as soon as it says how. */
    void stop() {
        Runnable stopping;
        synchronized (this) {
            stopped = true;
            stopping = action;
        }
        stopping.run();
    }

    /** What to do when the run is to stop. */
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

    /** What to do at SIGHUP, instead of stopping. */
    synchronized void onHangUp(Runnable then) {
        hangUp = then;
    }

    /** Whether the run is to stop. */
    public synchronized boolean stopped() {
        return stopped;
    }
}
