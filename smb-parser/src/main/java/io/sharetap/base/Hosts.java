package io.sharetap.base;

/**
 * Names two hosts by their addresses, as the key of what belongs to the two.
 *
 * <p>It is comparable so that a map stays fast where somebody chose addresses whose hashes are equal.
 */
public record Hosts(long firstHigh, long firstLow, long secondHigh, long secondLow) implements Comparable<Hosts> {
    /** Written out as {@link #hashCode} is, since those that the language makes are slow to begin with. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Hosts hosts
                && firstLow == hosts.firstLow
                && secondLow == hosts.secondLow
                && firstHigh == hosts.firstHigh
                && secondHigh == hosts.secondHigh;
    }

    @Override
    public int hashCode() {
        int hash = Long.hashCode(firstHigh);
        hash = 31 * hash + Long.hashCode(firstLow);
        hash = 31 * hash + Long.hashCode(secondHigh);
        return 31 * hash + Long.hashCode(secondLow);
    }

    @Override
    public int compareTo(Hosts other) {
        int order = Long.compare(firstHigh, other.firstHigh);
        order = order != 0 ? order : Long.compare(firstLow, other.firstLow);
        order = order != 0 ? order : Long.compare(secondHigh, other.secondHigh);
        return order != 0 ? order : Long.compare(secondLow, other.secondLow);
    }
}
