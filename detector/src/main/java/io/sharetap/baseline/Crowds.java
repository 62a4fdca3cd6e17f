package io.sharetap.baseline;

/**
 * Judges and records sightings (of an executable, a head, a client, a place), with the sketch where too many hosts were
 * seen to be listed.
 *
 * <p>The accessors give the answers of the last {@link #see}.
 */
final class Crowds {
    /** The owner of sightings; sketches of different owners have different keys. */
    enum Owner {
        EXECUTABLE(true),
        HEAD(true),
        CLIENT(false),
        PLACE(false);

        /**
         * Whether the exact time of the last sighting is kept. For others the day is enough, and fewer changes are
         * written.
         */
        private final boolean timed;

        Owner(boolean timed) {
            this.timed = timed;
        }
    }

    private final Entries sketches;
    private final Sightings sightings;
    private final HostSketch sketch;
    private final Entry sketchKey = Keys.sized(BaselineMaps.CROWD_KEY);

    private long hosts;
    private int days;
    private long firstDay;
    private long lastDay;
    private long firstNanos;
    private long lastNanos;
    private int headEpoch;

    Crowds(Entries sketches, int windowDays) {
        this.sketches = sketches;
        this.sightings = new Sightings(windowDays);
        this.sketch = new HostSketch(windowDays);
    }

    /**
     * Judges by the days before {@code day}; then, where {@code record}, notes that the host was seen on {@code day}.
     */
    void see(Entries map, Owner owner, Entry key, long day, long epochNanos, long hostHash, boolean record) {
        Entry entry = map.open(key);
        sightings.wrap(entry, day);
        roll(owner, key, day, record);
        boolean wasCrowded = sightings.crowded();
        hosts = sightings.hosts();
        days = sightings.days();
        firstDay = Days.first(sightings.dayBits(), sightings.windowDays, day);
        lastDay = Days.last(sightings.dayBits(), sightings.windowDays, day);
        firstNanos = sightings.firstSeenNanos();
        lastNanos = sightings.lastSeenNanos();
        headEpoch = sightings.headEpoch();
        if (!record) {
            return;
        }
        boolean newToday = sightings.touch(epochNanos, hostHash, owner.timed);
        if (sightings.crowded() && newToday && !(wasCrowded && raise(owner, key, day, hostHash))) {
            openSketch(owner, key, day);
            if (!wasCrowded) {
                sketchAll(day);
            }
            sketch.add(hostHash);
            sketches.commit();
        }
        // After the sketch: if the process is killed in between, the host is still new when the event is taken again.
        if (sightings.changed()) {
            map.commit();
        }
    }

    /** Notes a host in the sketch in place. Returns false where no sketch of this day is there. */
    private boolean raise(Owner owner, Entry key, long day, long hostHash) {
        nameSketch(sketchKey, owner, key);
        if (!sketches.openPlace(sketchKey)) {
            return false;
        }
        boolean current = sketches.placeU16(Timed.DAY_AT) == day;
        int at = HostSketch.todayAt(hostHash);
        int rank = HostSketch.rank(hostHash);
        if (current && sketches.placeU8(at) < rank) {
            sketches.placeU8(at, rank);
        }
        return current;
    }

    /** Answers that nothing is known, for something without a key. */
    void seeNothing() {
        hosts = 0;
        days = 0;
        firstDay = Days.NONE;
        lastDay = Days.NONE;
        firstNanos = -1;
        lastNanos = -1;
    }

    /** Distinct hosts of the window before {@code day}, and of {@code day} itself. */
    long hostsWith(Entries map, Owner owner, Entry key, long day) {
        Entry entry = map.open(key);
        sightings.wrap(entry, day);
        roll(owner, key, day, false);
        long held = sightings.count();
        boolean crowded = sightings.crowded();
        if (!crowded) {
            return held;
        }
        openSketch(owner, key, day);
        long estimate = sketch.estimate(true);
        return Math.max(held, estimate);
    }

    /** Brings the sightings to the day. Hosts that no longer fit in were noted in the sketch before. */
    private void roll(Owner owner, Entry key, long day, boolean record) {
        if (sightings.day() >= day) {
            return;
        }
        boolean fill = !sightings.crowded() && sightings.count() > Sightings.HOSTS_EXACT;
        if (!fill && !sightings.crowded()) {
            sightings.roll(day);
            return;
        }
        openSketch(owner, key, sightings.day());
        if (fill) {
            sketchAll(sightings.day());
        }
        sketch.roll(day);
        long estimate = sketch.estimate(false);
        if (record) {
            sketches.commit();
        }
        sightings.roll(day);
        sightings.historyEstimate(estimate);
    }

    /** Merges what another baseline saw of the same thing, up to the day. */
    void merge(Entries map, Owner owner, Entry key, Entry theirs, long day) {
        Sightings other = new Sightings(sightings.windowDays);
        if (day - theirs.u16(Timed.DAY_AT) > sightings.windowDays) {
            return;
        }
        other.wrap(theirs, day);
        sightings.wrap(map.open(key), day);
        roll(owner, key, day, true);
        boolean crowd =
                sightings.crowded() || other.crowded() || sightings.count() + other.count() > Sightings.HOSTS_EXACT;
        if (crowd) {
            openSketch(owner, key, day);
            if (!sightings.crowded()) {
                sketchAll(day);
            }
            for (int i = 0; i < other.count(); i++) {
                int age = other.ageOn(i, day);
                if (age != 0) {
                    sketch.add(other.hostHash(i), age);
                }
                if (other.day() == day && other.hostToday(i)) {
                    sketch.add(other.hostHash(i));
                }
            }
            sightings.historyEstimate(sketch.estimate(false));
            sketches.commit();
        }
        sightings.unite(other);
        map.commit();
    }

    /** Merges another baseline's sketch; the sightings of its owner must have been merged before. */
    void mergeSketch(Entries map, Owner owner, Entry key, Entry theirs, long day) {
        HostSketch other = new HostSketch(sightings.windowDays);
        other.wrap(theirs, day);
        other.roll(day);
        openSketch(owner, key, day);
        sketch.merge(other);
        long estimate = sketch.estimate(false);
        sketches.commit();
        Entry entry = map.open(key);
        if (entry.length() == 0) {
            return;
        }
        sightings.wrap(entry, day);
        roll(owner, key, day, true);
        sightings.historyEstimate(estimate);
        map.commit();
    }

    private void openSketch(Owner owner, Entry key, long day) {
        nameSketch(sketchKey, owner, key);
        sketch.wrap(sketches.open(sketchKey), day);
        sketch.roll(day);
    }

    /** Makes the key of a sketch from its owner's key. */
    static void nameSketch(Entry sketchKey, Owner owner, Entry key) {
        sketchKey.resize(0);
        sketchKey.resize(BaselineMaps.CROWD_KEY);
        sketchKey.u8(0, owner.ordinal());
        sketchKey.copyIn(1, key.array(), key.length());
    }

    /** Notes in an executable's entry that its head names it, as of this epoch. */
    void headEpoch(Entries map, Entry key, int epoch) {
        Entry entry = map.open(key);
        if (entry.length() == 0) {
            return;
        }
        Sightings.headEpoch(entry, epoch);
        map.commit();
    }

    /** Copies the sketch to another owner, where there is one. */
    void copySketch(Owner owner, Entry key, Owner other, Entry otherKey) {
        visitSketch(owner, key, other, otherKey, (sameKey, sameSketch) -> sketches.put(sameKey, sameSketch));
    }

    /** Passes on the sketch under the key that another owner's would have, where there is one. */
    void visitSketch(Owner owner, Entry key, Owner other, Entry otherKey, Entries.Visitor visitor) {
        nameSketch(sketchKey, owner, key);
        Entry found = sketches.read(sketchKey);
        if (found.length() != 0) {
            Entry copy = new Entry();
            copy.copyFrom(found);
            nameSketch(sketchKey, other, otherKey);
            visitor.visit(sketchKey, copy);
        }
    }

    /** Starts the sketch with the hosts that are listed one by one. */
    private void sketchAll(long day) {
        sketch.clear(day);
        for (int i = 0; i < sightings.count(); i++) {
            if (sightings.hostAge(i) != 0) {
                sketch.add(sightings.hostHash(i), sightings.hostAge(i));
            }
            if (sightings.hostToday(i)) {
                sketch.add(sightings.hostHash(i));
            }
        }
    }

    int windowDays() {
        return sightings.windowDays;
    }

    long hosts() {
        return hosts;
    }

    int days() {
        return days;
    }

    /** See {@link Sightings#headEpoch}. */
    int headEpoch() {
        return headEpoch;
    }

    long firstDay() {
        return firstDay;
    }

    long lastDay() {
        return lastDay;
    }

    long firstNanos() {
        return firstNanos;
    }

    long lastNanos() {
        return lastNanos;
    }
}
