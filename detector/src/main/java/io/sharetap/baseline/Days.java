package io.sharetap.baseline;

/**
 * Reads the days on which something was seen: 32 bits that hang on a day, bit 0 being that day, bit i the i-th before.
 */
final class Days {
    /** What stands for a day that is none. */
    static final int NONE = -1;

    private static final int BITS = Integer.SIZE;
    private static final long DAY_NANOS = 86_400_000_000_000L;

    private Days() {}

    /** The UTC day of a moment, counted from 1970-01-01. */
    static long of(long epochNanos) {
        return Math.floorDiv(epochNanos, DAY_NANOS);
    }

    static long startNanos(long epochDay) {
        return epochDay * DAY_NANOS;
    }

    /** The same days, hung on a day that is {@code later} days later. */
    static int shift(int bits, long later) {
        return later >= BITS ? 0 : bits << later;
    }

    /** Only the complete days of the window: the day itself does not count. */
    static int history(int bits, int windowDays) {
        return bits & ~1 & (int) ((1L << windowDays + 1) - 1);
    }

    static int count(int bits, int windowDays) {
        return Integer.bitCount(history(bits, windowDays));
    }

    /** The youngest of the complete days before {@code day} within the window, or {@link #NONE}. */
    static long last(int bits, int windowDays, long day) {
        int history = history(bits, windowDays);
        return history == 0 ? NONE : day - Integer.numberOfTrailingZeros(history);
    }

    /** The oldest of the complete days before {@code day} within the window, or {@link #NONE}. */
    static long first(int bits, int windowDays, long day) {
        int history = history(bits, windowDays);
        return history == 0 ? NONE : day - (BITS - 1 - Integer.numberOfLeadingZeros(history));
    }
}
