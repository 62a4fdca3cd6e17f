package io.sharetap.capture;

import java.util.function.Consumer;

/**
 * Reports what becomes of an interface. The first changes are reported at once. Of an interface that keeps changing
 * (flaps), the rest is counted in one line a minute, until a minute passes without a change: a loose cable must not
 * fill the log.
 */
final class InterfaceNews {
    /** It went down and came back, twice. */
    private static final int SAID_AT_ONCE_MAX = 4;

    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final String name;
    private final Consumer<String> messages;
    /** Written only under the lock of the interface. */
    private volatile long changes;

    private long minuteFromNanos;
    private int saidInMinute;
    private long counted;
    private String latest;

    InterfaceNews(String name, Consumer<String> messages) {
        this.name = name;
        this.messages = messages;
    }

    /**
     * Notes a change of the interface.
     *
     * @param words what is reported, after the interface's name and a colon
     * @param nowNanos of a monotonic clock
     */
    void onChange(String words, long nowNanos) {
        onTime(nowNanos);
        changes = changes + 1;
        if (saidInMinute == SAID_AT_ONCE_MAX) {
            counted++;
            latest = words;
            return;
        }
        minuteFromNanos = saidInMinute == 0 ? nowNanos : minuteFromNanos;
        saidInMinute++;
        messages.accept(name + ": " + words);
    }

    /** Reports counted changes once their minute is over; to be called repeatedly. */
    void onTime(long nowNanos) {
        if (saidInMinute == 0 || nowNanos - minuteFromNanos < MINUTE_NANOS) {
            return;
        }
        if (counted == 0) {
            saidInMinute = 0;
        } else {
            sayCounted();
            minuteFromNanos = nowNanos;
            saidInMinute = SAID_AT_ONCE_MAX;
        }
    }

    /** The interface is no longer watched: changes that were only counted are reported. */
    void end() {
        if (counted > 0) {
            sayCounted();
        }
    }

    private void sayCounted() {
        messages.accept(name + ": " + counted + (counted == 1 ? " more change" : " more changes")
                + " within a minute; now it " + latest);
        counted = 0;
    }

    /** How often it changed; any thread may ask. */
    long changes() {
        return changes;
    }
}
