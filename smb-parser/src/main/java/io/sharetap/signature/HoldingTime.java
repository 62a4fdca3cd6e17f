package io.sharetap.signature;

/**
 * The range of times for which a finding about a signature holds: a finding changes only where a certificate's validity
 * begins or ends.
 *
 * @param fromSeconds the first of them, seconds since 1970
 * @param toSeconds the last of them; earlier than the first: there are none
 */
public record HoldingTime(long fromSeconds, long toSeconds) {
    public static final HoldingTime ALWAYS = new HoldingTime(Long.MIN_VALUE, Long.MAX_VALUE);
    static final HoldingTime NEVER = new HoldingTime(Long.MAX_VALUE, Long.MIN_VALUE);

    public boolean holdsAt(long epochSeconds) {
        return fromSeconds <= epochSeconds && epochSeconds <= toSeconds;
    }

    /** The times at which both hold. */
    HoldingTime and(HoldingTime other) {
        return new HoldingTime(Math.max(fromSeconds, other.fromSeconds), Math.min(toSeconds, other.toSeconds));
    }
}
