package io.sharetap.baseline;

/**
 * Holds a baseline's answer on one write, until the next: enough to tell the ordinary from the rare without allocating.
 * A caller that keeps it asks for its {@link #rarity}.
 */
public interface Observation {
    /** What is known of the executable. */
    Spread executable();

    /** Days in the window on which an uncommon executable was written to this kind of place of the destination. */
    int similarDays();

    /** The state of the baseline. */
    Rarity.BaselineStatus baseline();

    /** The whole answer, as an object that can be kept. */
    Rarity rarity();

    /** Says how far an executable is spread. */
    interface Spread {
        /** Distinct destinations it was written to in the window. */
        long destinations();

        /** Destinations that received any executable in the window. */
        long knownDestinations();

        /** Whether it counts as uncommon whatever the numbers. */
        boolean heldUncommon();
    }
}
