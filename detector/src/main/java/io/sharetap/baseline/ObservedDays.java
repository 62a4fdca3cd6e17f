package io.sharetap.baseline;

/**
 * One part of a baseline in a fleet: the current day, the observed days, and the state of the baseline. The caller says
 * when a day begins. One thread owns it.
 */
public final class ObservedDays {
    /** The result of {@link #day} before the first day. */
    public static final long NONE = Days.NONE;

    private final DayWindow window;

    /** No day was observed yet. */
    public ObservedDays(BaselineSettings settings) {
        window = new DayWindow(settings);
    }

    /** Continues with the state of an earlier run. */
    public void resume(long day, long observedBits, boolean active) {
        window.resume(day, observedBits, active);
    }

    /** Begins a later day, which counts as observed. */
    public void begin(long day) {
        window.moveTo(day);
    }

    /** Adds the observed days of another baseline, whose current day is the same or an earlier one. */
    public void unite(long otherDay, long otherBits, boolean otherActive) {
        window.unite(otherDay, otherBits, otherActive);
    }

    public long day() {
        return window.day();
    }

    /** The observed days: bit 0 is the current day, bit i the i-th before. */
    public long observedBits() {
        return window.observedBits();
    }

    public Rarity.BaselineStatus status() {
        return window.status();
    }

    public boolean active() {
        return window.active();
    }

    /** The UTC day of a moment, counted from 1970-01-01. */
    public static long dayOf(long epochNanos) {
        return Days.of(epochNanos);
    }

    /** The first moment of a day. */
    public static long startNanos(long epochDay) {
        return Days.startNanos(epochDay);
    }
}
