package io.sharetap.capture;

import java.util.function.Consumer;

/**
 * Says what becomes of an interface. Of one that flaps the first changes are said at once, and from then on, until a
 * minute is quiet, one line a minute that counts them: a log must not grow by a loose cable.
 */
final class InterfaceNews {
    /** It went and came again, twice. */
    private static final int SAID_AT_ONCE_MAX = 4;

    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final String name;
    private final Consumer<String> messages;
    /** Written by whoever holds the interface's lock. */
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
     * It has changed.
     *
     * @param words what is said of it, after its name and a colon
     * @param nowNanos of a clock that goes on steadily
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

    /** To be called every now and then. */
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

    /** It is not watched any more: what was only counted is said. */
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
