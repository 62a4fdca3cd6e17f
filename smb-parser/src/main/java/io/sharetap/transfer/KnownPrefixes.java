package io.sharetap.transfer;

/**
 * Remembers digests of the beginnings of programs that were written before: whoever brings a program to many hosts has
 * it hashed a few times, and told apart from others by its fingerprint from then on (docs/decisions/0029).
 *
 * <p>All workers may use it at the same time, without locks: what one overwrites is at worst hashed once more. What is
 * told of a content is the same whatever is remembered.
 */
public final class KnownPrefixes {
    /** Some 270 bytes of memory each, 9 MB in all; at 16 KiB from one to the next half a GiB of different programs. */
    static final int PREFIXES_MAX = 32_768;

    /** So many places may hold a prefix. */
    private static final int PLACES = 8;

    private static final int SEEN_MAX = 65_536;

    private final Fingerprint.Key key = Fingerprint.Key.secret();
    private final KnownPrefix[] prefixes = new KnownPrefix[PREFIXES_MAX];
    /**
     * {@linkplain Fingerprint#first First numbers} of these: what may be in eight places is found in one line of
     * memory.
     */
    private final long[] firsts = new long[PREFIXES_MAX];
    /** Of what came once: only what comes again is worth the memory, as most contents never do. */
    private final long[] seen = new long[SEEN_MAX];
    /** Which of the places the next one takes. */
    private int turn;

    Fingerprint fingerprint() {
        return new Fingerprint(key);
    }

    /** Null: it is not known. */
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

    /** True: it came before, and is worth remembering. */
    boolean cameBefore(Fingerprint fingerprint) {
        int place = (int) fingerprint.first() & SEEN_MAX - 1;
        long mark = fingerprint.second() + 1; // 0: nothing came yet
        boolean before = seen[place] == mark;
        seen[place] = mark;
        return before;
    }

    /** From now on it is known, until others take its places. */
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
