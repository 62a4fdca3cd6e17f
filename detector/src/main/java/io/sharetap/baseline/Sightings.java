package io.sharetap.baseline;

/**
 * Reads and writes the record of an executable, a client or a place: when it was seen, and the distinct hosts it was
 * written to.
 *
 * <p>Up to 64 hosts of the days before are listed one by one (the latest seen), and up to 64 that are new today. So the
 * count is exact up to 64, as the window slides. Where more were seen, {@link #crowded} says so and a
 * {@link HostSketch} estimates.
 */
final class Sightings extends Timed {
    static final int HOSTS_EXACT = 64;

    private static final int DROPPED_AGE_AT = Timed.LENGTH; // u8
    private static final int COUNT_AT = DROPPED_AGE_AT + 1; // u8
    private static final int ESTIMATE_AT = COUNT_AT + 1; // u24
    private static final int HEAD_EPOCH_AT = ESTIMATE_AT + 3; // u8
    private static final int HOSTS_AT = HEAD_EPOCH_AT + 1; // of u64

    /**
     * A host: 56 bits of hash, one bit "seen today", 7 bits of age (days before the record's day; 0: not seen before
     * it).
     */
    private static final int TODAY = 0x80;

    private static final int AGE = 0x7F;
    private static final int AGE_BITS = 8;
    private static final int ESTIMATE_MAX = 0xFF_FFFF;

    /** In {@link #DROPPED_AGE_AT}: a host was seen today for which the list had no room. */
    private static final int DROPPED_TODAY = 0x80;

    private boolean changed;

    Sightings(int windowDays) {
        super(windowDays);
    }

    /** Whether the value's length matches its own count of hosts. */
    static boolean isWhole(Entry value) {
        if (value.length() < HOSTS_AT) {
            return false;
        }
        int count = value.u8(COUNT_AT);
        return count <= 2 * HOSTS_EXACT && value.length() == HOSTS_AT + room(count) * Long.BYTES;
    }

    private static int room(int count) {
        return count <= 1 ? count : Integer.highestOneBit(count - 1) << 1;
    }

    void wrap(Entry candidate, long day) {
        wrap(candidate, day, HOSTS_AT);
        changed = false;
    }

    /** Whether {@link #roll} or {@link #touch} changed the record since {@code wrap}. */
    boolean changed() {
        return changed;
    }

    /** Brings the record to a later day: today becomes history, and what left the window is dropped. */
    void roll(long day) {
        long later = day - day();
        if (later <= 0) {
            return;
        }
        changed = true;
        int dropped = entry.u8(DROPPED_AGE_AT);
        long youngest = (dropped & DROPPED_TODAY) != 0 ? later : dropped == 0 ? 0 : dropped + later;
        entry.u8(DROPPED_AGE_AT, youngest > windowDays ? 0 : (int) youngest);
        int kept = 0;
        for (int i = 0; i < count(); i++) {
            long host = host(i);
            long age = (host & TODAY) != 0 ? later : (host & AGE) + later;
            if (age <= windowDays) {
                host(kept++, host >>> AGE_BITS << AGE_BITS | age);
            }
        }
        count(kept);
        rollTimes(later);
        dropOldest();
    }

    /** Keeps the 64 hosts of the days before that were seen last. */
    private void dropOldest() {
        while (historyCount() > HOSTS_EXACT) {
            int oldest = 0;
            for (int i = 1; i < count(); i++) {
                oldest = hostAge(i) > hostAge(oldest) ? i : oldest;
            }
            noteDropped(hostAge(oldest));
            if (hostToday(oldest)) {
                host(oldest, host(oldest) & ~AGE);
            } else {
                removeHost(oldest);
            }
        }
    }

    private void noteDropped(int age) {
        int dropped = entry.u8(DROPPED_AGE_AT);
        int youngest = dropped & ~DROPPED_TODAY;
        entry.u8(DROPPED_AGE_AT, dropped & DROPPED_TODAY | (youngest == 0 ? age : Math.min(age, youngest)));
    }

    private int historyCount() {
        int history = 0;
        int count = count();
        for (int i = 0; i < count; i++) {
            history += hostAge(i) != 0 ? 1 : 0;
        }
        return history;
    }

    private void removeHost(int index) {
        host(index, host(count() - 1));
        count(count() - 1);
    }

    /**
     * Merges another record of the same thing, whose day is the same or earlier. Where the result is {@link #crowded},
     * the caller must have noted all hosts of both in a sketch before.
     */
    void unite(Sightings other) {
        uniteTimes(other.entry);
        for (int i = 0; i < other.count(); i++) {
            int age = other.ageOn(i, day());
            boolean today = other.day() == day() && other.hostToday(i);
            if (age == 0 && !today) {
                continue;
            }
            int at = indexOf(other.hostHash(i));
            if (at < 0) {
                at = count();
                count(at + 1);
                host(at, other.hostHash(i) << AGE_BITS);
            }
            int known = hostAge(at);
            int youngest = known == 0 || age != 0 && age < known ? age : known;
            host(at, host(at) & ~AGE | youngest | (today ? TODAY : 0));
            dropOldest();
            dropNewest();
        }
        uniteDropped(other);
    }

    private void uniteDropped(Sightings other) {
        int later = (int) (day() - other.day());
        int dropped = other.entry.u8(DROPPED_AGE_AT);
        boolean today = (dropped & DROPPED_TODAY) != 0;
        int age = dropped & ~DROPPED_TODAY;
        if (later > 0) {
            age = today ? later : age == 0 ? 0 : age + later;
        } else if (today) {
            entry.u8(DROPPED_AGE_AT, entry.u8(DROPPED_AGE_AT) | DROPPED_TODAY);
        }
        if (age > 0 && age <= windowDays) {
            noteDropped(age);
        }
    }

    /** Keeps at most 64 hosts that are new on the day. */
    private void dropNewest() {
        while (count() - historyCount() > HOSTS_EXACT) {
            int newest = count() - 1;
            while (hostAge(newest) != 0) {
                newest--;
            }
            removeHost(newest);
            entry.u8(DROPPED_AGE_AT, entry.u8(DROPPED_AGE_AT) | DROPPED_TODAY);
        }
    }

    /** Removes a host. */
    void forgetHost(long hostHash) {
        int at = indexOf(hostHash);
        if (at >= 0) {
            removeHost(at);
        }
    }

    /** Forgets days, given as bits (bit 0 is the record's day), and the hosts that were last seen on them. */
    void forget(int bits) {
        forgetDays(bits);
        for (int i = count() - 1; i >= 0; i--) {
            int age = hostAge(i);
            boolean gone = age > 0 && age < Integer.SIZE && (bits >>> age & 1) != 0;
            int left = gone ? 0 : age;
            int today = hostToday(i) && (bits & 1) == 0 ? TODAY : 0;
            if (left == 0 && today == 0) {
                removeHost(i);
            } else {
                host(i, hostHash(i) << AGE_BITS | today | left);
            }
        }
    }

    private int indexOf(long hostHash) {
        int count = count();
        for (int i = 0; i < count; i++) {
            if (hostHash(i) == hostHash) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Days between a host's last sighting before {@code day} and {@code day}, which is the record's day or later; 0:
     * none.
     */
    int ageOn(int index, long day) {
        long later = day - day();
        long age = later > 0 && hostToday(index) ? later : hostAge(index) == 0 ? 0 : hostAge(index) + later;
        return age > windowDays ? 0 : (int) age;
    }

    boolean touch(long epochNanos, long hostHash) {
        return touch(epochNanos, hostHash, true);
    }

    /**
     * Notes that the host was written to on the record's day. Returns true where the host is new today, so that a
     * sketch must know of it.
     *
     * @param timed whether the last time is kept exactly; otherwise the first of the day is enough
     */
    boolean touch(long epochNanos, long hostHash, boolean timed) {
        if (timed || !touchedToday()) {
            touchTimes(epochNanos);
            changed = true;
        }
        int at = indexOf(hostHash);
        if (at >= 0) {
            boolean newToday = !hostToday(at);
            changed |= newToday;
            host(at, host(at) | TODAY);
            return newToday;
        }
        // Where the list is full, hosts that are in it already need not be told from new ones.
        if (count() < 2 * HOSTS_EXACT && count() - historyCount() < HOSTS_EXACT) {
            count(count() + 1);
            host(count() - 1, hostHash << AGE_BITS | TODAY);
            changed = true;
        } else if ((entry.u8(DROPPED_AGE_AT) & DROPPED_TODAY) == 0) {
            changed = true;
            entry.u8(DROPPED_AGE_AT, entry.u8(DROPPED_AGE_AT) | DROPPED_TODAY);
        }
        return true;
    }

    /** Whether more hosts were seen, in the window or today, than are listed. */
    boolean crowded() {
        return entry.u8(DROPPED_AGE_AT) != 0;
    }

    /** Whether more hosts were seen on the days before than are listed. */
    boolean historyCrowded() {
        return (entry.u8(DROPPED_AGE_AT) & ~DROPPED_TODAY) != 0;
    }

    /** Stores the sketch's estimate for the days before, which does not change during a day. */
    void historyEstimate(long hosts) {
        entry.i32(ESTIMATE_AT, (int) Math.min(hosts, ESTIMATE_MAX) | headEpoch() << Integer.SIZE - Byte.SIZE);
    }

    /** For executables: the epoch in which its head names it, see {@link Heads#epoch}; 0: it does not. */
    int headEpoch() {
        return entry.u8(HEAD_EPOCH_AT);
    }

    static void headEpoch(Entry executable, int epoch) {
        executable.u8(HEAD_EPOCH_AT, epoch);
    }

    /** Distinct hosts of the complete days before the record's day. */
    long hosts() {
        int estimate = historyCrowded() ? entry.i32(ESTIMATE_AT) & ESTIMATE_MAX : 0;
        return estimate >= 2 * HOSTS_EXACT ? estimate : Math.max(estimate, historyCount());
    }

    /** Hosts in the list, including those of today; exact unless {@link #crowded}. */
    int count() {
        return entry.u8(COUNT_AT);
    }

    long hostHash(int index) {
        return host(index) >>> AGE_BITS;
    }

    /** Days between its last sighting before the record's day and that day; 0: none. */
    int hostAge(int index) {
        return (int) host(index) & AGE;
    }

    boolean hostToday(int index) {
        return (host(index) & TODAY) != 0;
    }

    /** Sets the count. Room is made for 1, 2, 4 … hosts, so that a growing entry seldom has to move in its map. */
    private void count(int count) {
        entry.u8(COUNT_AT, count);
        entry.resize(HOSTS_AT + room(count) * Long.BYTES);
    }

    private long host(int index) {
        return entry.i64(HOSTS_AT + index * Long.BYTES);
    }

    private void host(int index, long host) {
        entry.i64(HOSTS_AT + index * Long.BYTES, host);
    }
}
