package io.sharetap.benchmarks.quality;

import java.util.List;
import java.util.Random;

/** Seeded random numbers. Each player has dice of its own, so that what one does never changes what another does. */
final class Dice {
    private final long seed;
    private final Random random;

    Dice(long seed) {
        this.seed = seed;
        random = new Random(seed);
    }

    /** Dice that depend on these dice's seed, the name and the number alone, not on how often these were thrown. */
    Dice of(String name, long number) {
        return new Dice(mix(mix(seed, name.hashCode()), number));
    }

    /** A number that depends on both, and reveals neither. */
    static long mix(long one, long other) {
        long mixed = one * 0x9E37_79B9_7F4A_7C15L + other;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ mixed >>> 31;
    }

    /** A number from 0 to 1, the same for the same two. */
    static double share(long one, long other) {
        return (mix(one, other) >>> 11) / (double) (1L << 53);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** A number within this range, both ends included. */
    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    double between(double least, double most) {
        return least + (most - least) * random.nextDouble();
    }

    long number() {
        return random.nextLong();
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** A rank below {@code ranks}, low ones far more often than high ones: for choices of which few are popular. */
    int rank(int ranks) {
        return (int) (Math.pow(ranks + 1.0, random.nextDouble()) - 1);
    }

    /** How often something happens that happens {@code mean} times on average. */
    int times(double mean) {
        int times = 0;
        for (double left = Math.exp(-mean), product = random.nextDouble(); product > left; times++) {
            product *= random.nextDouble();
        }
        return times;
    }

    /** A factor around 1: many things are quieter than the average, few far busier. */
    double unevenness() {
        return Math.exp(random.nextGaussian() - 0.5);
    }

    /** An hour of the day at which people work. */
    double workingHour() {
        return between(7.5, 12.5) + between(0, 5.0);
    }
}
