package io.sharetap.baseline;

import java.util.stream.IntStream;

/**
 * Says from which rarity on something is uncommon.
 *
 * @param uncommonFrom the lowest rarity that is uncommon, above 0 and at most 1
 * @param floor the total is taken to be at least this, so that in a small network one sighting is not yet usual; at
 *     least 1
 */
public record Threshold(double uncommonFrom, long floor) {
    /** Rounds rarities, so that one which meets the threshold exactly does not miss it by its last binary digit. */
    private static final double DECIMALS = 1e9;

    /** Logarithms of small numbers, such as counts of days: to compute one takes as long as to look up an entry. */
    private static final double[] LOGARITHMS =
            IntStream.range(0, 64).mapToDouble(Math::log1p).toArray();

    /**
     * Refuses invalid values; the message names the setting. With 0 nothing would ever be common, above 1 everything
     * would.
     */
    public Threshold {
        if (!(uncommonFrom > 0 && uncommonFrom <= 1)) {
            throw new IllegalArgumentException("uncommonFrom is above 0 and at most 1");
        }
        if (floor < 1) {
            throw new IllegalArgumentException("floor is at least 1");
        }
    }

    /**
     * The rarity of something seen {@code seen} times of {@code total}: 1 (never) to 0 (always), {@code max(0, 1 - ln(1
     * + n) / ln(1 + N))}.
     */
    public double rarity(long seen, long total) {
        double rarity = 1 - log1p(seen) / log1p(Math.max(floor, total));
        return Math.max(0, Math.rint(rarity * DECIMALS) / DECIMALS);
    }

    private static double log1p(long number) {
        return number >= 0 && number < LOGARITHMS.length ? LOGARITHMS[(int) number] : Math.log1p(number);
    }

    public boolean uncommon(long seen, long total) {
        return rarity(seen, total) >= uncommonFrom;
    }

    /** The least number of sightings that is not uncommon, for "seen on 2 of 30 days, 3 would be usual". */
    public long commonFrom(long total) {
        long seen = Math.max(0, (long) Math.pow(1.0 + Math.max(floor, total), 1 - uncommonFrom) - 2);
        while (uncommon(seen, total)) {
            seen++;
        }
        return seen;
    }
}
