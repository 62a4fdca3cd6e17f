package io.sharetap.base;

/**
 * Names two hosts by their addresses, as the key of state that belongs to the pair.
 *
 * <p>Comparable, so that a {@code HashMap} stays fast where an attacker chooses addresses whose hashes collide.
 */
public record Hosts(long firstHigh, long firstLow, long secondHigh, long secondLow) implements Comparable<Hosts> {
    /** Written by hand, like {@link #hashCode}: the methods generated for records are slow until they are compiled. */
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
