package io.sharetap.cli;

import io.sharetap.capture.Supervisor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Keeps the service manager informed: that the sensor watches, that frames are still fetched, that it ends. A manager
 * with a watchdog restarts a sensor whose decoding has come to a standstill.
 */
final class Supervision implements AutoCloseable {
    private static final int NOTICES_IN_TIME = 3;
    private static final long MICRO_NANOS = 1_000L;

    private final Supervisor manager;
    private final Thread thread;
    private volatile boolean ended;

    private Supervision(Supervisor manager, LongSupplier rounds, BooleanSupplier mayStand) {
        this.manager = manager;
        this.thread = new Thread(() -> notifyWhileItGoesOn(rounds, mayStand), "watchdog");
        thread.setDaemon(true);
    }

    /**
     * Reports that the sensor watches, and begins.
     *
     * @param rounds a number that grows as long as frames are looked for
     * @param mayStand whether it need not grow at the moment
     */
    static Supervision begin(Supervisor manager, LongSupplier rounds, BooleanSupplier mayStand) {
        Supervision supervision = new Supervision(manager, rounds, mayStand);
        manager.send("READY=1");
        if (manager.watchdogMicros() > 0) {
            supervision.thread.start();
        }
        return supervision;
    }

    private void notifyWhileItGoesOn(LongSupplier rounds, BooleanSupplier mayStand) {
        long before = -1;
        while (!ended) {
            long now = rounds.getAsLong();
            if (now != before || mayStand.getAsBoolean()) {
                manager.send("WATCHDOG=1");
            }
            before = now;
            LockSupport.parkNanos(manager.watchdogMicros() * MICRO_NANOS / NOTICES_IN_TIME);
        }
    }

    /** Reports that the sensor ends. */
    @Override
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        LockSupport.unpark(thread);
        manager.send("STOPPING=1");
    }
}
