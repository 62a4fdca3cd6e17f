package io.sharetap.transfer;

/**
 * Remembers digests of the beginnings of programs that were written before. A program that is written to many hosts is
 * hashed only a few times, and then recognised by its fingerprint (docs/decisions/0029).
 *
 * <p>All workers may use it at the same time, without locks: an entry that one overwrites is at worst hashed once more.
 * Reports are the same whatever is remembered.
 */
public final class KnownPrefixes {
    /**
     * Some 270 bytes of memory each, 9 MB in all. With one for each 16 KiB of content, they cover half a GiB of
     * different programs.
     */
    static final int PREFIXES_MAX = 32_768;

    /** A prefix may be in any of so many places. */
    private static final int PLACES = 8;

    private static final int SEEN_MAX = 65_536;

    private final Fingerprint.Key key = Fingerprint.Key.secret();
    private final KnownPrefix[] prefixes = new KnownPrefix[PREFIXES_MAX];
    /**
     * {@linkplain Fingerprint#first First numbers} of these, side by side: the eight possible places are in one cache
     * line.
     */
    private final long[] firsts = new long[PREFIXES_MAX];
    /** Fingerprints that came once: only those that come again are remembered, as most contents never do. */
    private final long[] seen = new long[SEEN_MAX];
    /** Chooses which of the places the next one takes. */
    private int turn;

    Fingerprint fingerprint() {
        return new Fingerprint(key);
    }

    /** The prefix; null where it is not known. */
    KnownPrefix find(Fingerprint fingerprint) {
        int place = placesOf(fingerprint.first());
        for (int i = place; i < place + PLACES; i++) {
            if (firsts[i] == fingerprint.first()) {
                KnownPrefix prefix = prefixes[i];
                if (prefix != null && prefix.isOf(fingerprint)) {
                    return prefix;
                }
            }
        }
        return null;
    }

    /** Whether it came before, and so is worth remembering. */
    boolean cameBefore(Fingerprint fingerprint) {
        int place = (int) fingerprint.first() & SEEN_MAX - 1;
        long mark = fingerprint.second() + 1; // 0: nothing came yet
        boolean before = seen[place] == mark;
        seen[place] = mark;
        return before;
    }

    /** Remembers a prefix, until others take its place. */
    void remember(KnownPrefix prefix) {
        int place = placesOf(prefix.first());
        int at = place + (turn++ & PLACES - 1);
        for (int i = place; i < place + PLACES; i++) {
            at = prefixes[i] == null ? i : at;
        }
        prefixes[at] = prefix;
        firsts[at] = prefix.first();
    }

    private static int placesOf(long first) {
        return (int) first & PREFIXES_MAX - 1 & -PLACES;
    }
}
