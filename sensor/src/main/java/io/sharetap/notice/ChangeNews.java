package io.sharetap.notice;

import java.util.function.Consumer;

/**
 * Reports what becomes of something that comes and goes, such as an interface. The first changes are reported at once.
 * If it keeps changing (flaps), the rest is counted in one line a minute, until a minute passes without a change: a
 * loose cable must not fill the log. To be called by one thread, or under one lock.
 */
public final class ChangeNews {
    /** It went down and came back, twice. */
    private static final int SAID_AT_ONCE_MAX = 4;

    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final String name;
    private final Consumer<String> messages;
    /** Written by one thread at a time. */
    private volatile long changes;

    private long minuteFromNanos;
    private int saidInMinute;
    private long counted;
    private String latest;

    /**
     * Makes it, without a change so far.
     *
     * @param name of what changes
     * @param messages takes one line
     */
    public ChangeNews(String name, Consumer<String> messages) {
        this.name = name;
        this.messages = messages;
    }

    /**
     * Notes a change.
     *
     * @param words what is reported, after the name and a colon
     * @param nowNanos of a monotonic clock
     */
    public void onChange(String words, long nowNanos) {
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
    public void onTime(long nowNanos) {
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
    public void end() {
        if (counted > 0) {
            sayCounted();
        }
    }

    private void sayCounted() {
        messages.accept(name + ": " + counted + (counted == 1 ? " more change" : " more changes")
                + " within a minute, the last: " + latest);
        counted = 0;
    }

    /** How often it changed; any thread may ask. */
    public long changes() {
        return changes;
    }
}
