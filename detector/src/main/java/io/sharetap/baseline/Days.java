package io.sharetap.baseline;

/** Works on sets of days: 32 bits that belong to a day; bit 0 is that day, bit i the i-th day before it. */
final class Days {
    /** Stands for no day. */
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

    /** The same days as bits of a day that is {@code later} days later. */
    static int shift(int bits, long later) {
        return later >= BITS ? 0 : bits << later;
    }

    /** Only the complete days of the window, without the day itself. */
    static int history(int bits, int windowDays) {
        return bits & ~1 & (int) ((1L << windowDays + 1) - 1);
    }

    static int count(int bits, int windowDays) {
        return Integer.bitCount(history(bits, windowDays));
    }

    /** The latest of the complete days before {@code day} within the window, or {@link #NONE}. */
    static long last(int bits, int windowDays, long day) {
        int history = history(bits, windowDays);
        return history == 0 ? NONE : day - Integer.numberOfTrailingZeros(history);
    }

    /** The earliest of the complete days before {@code day} within the window, or {@link #NONE}. */
    static long first(int bits, int windowDays, long day) {
        int history = history(bits, windowDays);
        return history == 0 ? NONE : day - (BITS - 1 - Integer.numberOfLeadingZeros(history));
    }
}
