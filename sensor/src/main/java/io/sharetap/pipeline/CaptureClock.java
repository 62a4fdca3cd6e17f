package io.sharetap.pipeline;

/**
 * The clock of a capture: it advances with the capture's times, and never goes back, whatever these do. All waits are
 * measured by it. So what is given up, and when, does not depend on whose other packets a worker has seen.
 *
 * <p>It shows the latest time so far, since packets slightly behind that are only out of order. Where many in a row lie
 * far behind, the capture continues at an earlier time; the clock then advances with these times, from what it shows.
 */
final class CaptureClock {
    /** Packets further behind are not merely out of order. */
    static final long DISORDER_NANOS = 60_000_000_000L;

    /** So many packets in a row that lie far behind are no strays. */
    static final int AGREEMENT = 128;

    /** A jump ahead counts for no more than this: it is longer than any wait, and 64 bits have room for thousands. */
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

    /** The latest capture time, apart from strays. */
    long latestNanos() {
        return latestNanos;
    }

    /** A capture time such that no packet from clock time {@code nanos} on is earlier, apart from strays. */
    long epochNanosAt(long nanos) {
        return nanos - clockNanos + latestNanos - disorderNanos;
    }
}
