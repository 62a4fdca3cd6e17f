package io.sharetap.baseline;

/**
 * Is the part of a baseline that knows the day, which days were observed, and how far the baseline is. The caller says
 * when a day begins. One thread owns it.
 */
public final class ObservedDays {
    /** What {@link #day} gives before the first. */
    public static final long NONE = Days.NONE;

    private final DayWindow window;

    /** None was observed yet. */
    public ObservedDays(BaselineSettings settings) {
        window = new DayWindow(settings);
    }

    /** Goes on where an earlier run was. */
    public void resume(long day, long observedBits, boolean active) {
        window.resume(day, observedBits, active);
    }

    /** A later day begins; it is observed. */
    public void begin(long day) {
        window.moveTo(day);
    }

    /** Takes over the observed days of another baseline, which are on the same day or an earlier one. */
    public void unite(long otherDay, long otherBits, boolean otherActive) {
        window.unite(otherDay, otherBits, otherActive);
    }

    public long day() {
        return window.day();
    }

    /** Bit 0 is the current day, bit i the i-th before. */
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
