package io.sharetap.pipeline;

/**
 * Is the clock of a capture: it goes on with the capture's times and never back, whatever these do. Waits are measured
 * by it, so that what is given up, and when, does not depend on who else's packets a worker saw in between.
 *
 * <p>It shows the latest time so far, as packets a little behind that are mere disorder. Where many in a row lie far
 * behind, the capture goes on at an earlier time: the clock goes on with it from what it shows.
 */
final class CaptureClock {
    /** What lies further behind is no disorder. */
    static final long DISORDER_NANOS = 60_000_000_000L;

    /** So many packets in a row are no strays. */
    static final int AGREEMENT = 128;

    /** A leap counts for no more: longer than any wait, and thousands of them find room in 64 bits. */
    static final long LEAP_NANOS_MAX = 30 * 86_400_000_000_000L;

    private static final long SHOWS_NANOS_MAX = Long.MAX_VALUE / 2;

    private boolean started;
    private long latestNanos;
    private long clockNanos;
    private long disorderNanos;
    private int farBehind;

    /** Takes the time of the next packet. */
    void onPacket(long epochNanos) {
        if (!started) {
            started = true;
            latestNanos = epochNanos;
            clockNanos = epochNanos;
        }
        long behindNanos = latestNanos - epochNanos;
        if (behindNanos <= 0) {
            latestNanos = epochNanos;
            clockNanos = Math.min(SHOWS_NANOS_MAX, clockNanos + Math.min(-behindNanos, LEAP_NANOS_MAX));
            farBehind = 0;
        } else if (behindNanos <= DISORDER_NANOS) {
            disorderNanos = Math.max(disorderNanos, behindNanos);
            farBehind = 0;
        } else if (++farBehind == AGREEMENT) {
            latestNanos = epochNanos;
            farBehind = 0;
        }
    }

    /** What the clock shows. */
    long nanos() {
        return clockNanos;
    }

    /** The latest capture time, save strays. */
    long latestNanos() {
        return latestNanos;
    }

    /** A capture time that no packet tells from when the clock shows {@code nanos} on, save strays. */
    long epochNanosAt(long nanos) {
        return nanos - clockNanos + latestNanos - disorderNanos;
    }
}
