package io.sharetap.base;

/**
 * Names two hosts by their addresses, as the key of what belongs to the two.
 *
 * <p>It is comparable so that a map stays fast where somebody chose addresses whose hashes are equal.
 */
public record Hosts(long firstHigh, long firstLow, long secondHigh, long secondLow) implements Comparable<Hosts> {
    @Override
    public int compareTo(Hosts other) {
        int order = Long.compare(firstHigh, other.firstHigh);
        order = order != 0 ? order : Long.compare(firstLow, other.firstLow);
        order = order != 0 ? order : Long.compare(secondHigh, other.secondHigh);
        return order != 0 ? order : Long.compare(secondLow, other.secondLow);
    }
}
