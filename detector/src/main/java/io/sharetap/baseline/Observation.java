package io.sharetap.baseline;

/**
 * Holds what a baseline answers of one write, until its next: enough to tell the ordinary from the rare without making
 * anything. Whoever keeps it asks for its {@link #rarity}.
 */
public interface Observation {
    /** What is known of the executable. */
    Spread executable();

    /** Days in the window on which an uncommon executable was written to this kind of place of the destination. */
    int similarDays();

    /** How far the baseline is. */
    Rarity.BaselineStatus baseline();

    /** All of it, to be kept. */
    Rarity rarity();

    /** Says how far an executable is spread. */
    interface Spread {
        /** Distinct destinations it was written to in the window. */
        long destinations();

        /** Destinations that received any executable in the window. */
        long knownDestinations();

        /** True: it counts as uncommon whatever the numbers. */
        boolean heldUncommon();
    }
}
