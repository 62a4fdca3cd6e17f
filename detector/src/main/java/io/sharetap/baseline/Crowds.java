package io.sharetap.baseline;

/**
 * Judges and records sightings (of an executable, a head, a client, a place), with the sketch where they are crowded.
 *
 * <p>The answers of the last {@link #see} stand in its accessors.
 */
final class Crowds {
    /** Whose sightings they are: tells their sketches apart. */
    enum Owner {
        EXECUTABLE,
        HEAD,
        CLIENT,
        PLACE
    }

    private final EntryMap sketches;
    private final Sightings sightings;
    private final HostSketch sketch;
    private final Entry sketchKey = Keys.sized(BaselineMaps.CROWD_KEY);

    private long hosts;
    private int days;
    private long firstDay;
    private long lastDay;
    private long firstNanos;
    private long lastNanos;

    Crowds(EntryMap sketches, int windowDays) {
        this.sketches = sketches;
        this.sightings = new Sightings(windowDays);
        this.sketch = new HostSketch(windowDays);
    }

    /** Answers by the days before {@code day}; then, where it is to be recorded, the host was seen on {@code day}. */
    void see(EntryMap map, Owner owner, Entry key, long day, long epochNanos, long hostHash, boolean record) {
        Entry entry = map.open(key);
        sightings.wrap(entry, day);
        roll(owner, key, day, record);
        hosts = sightings.hosts();
        days = sightings.days();
        firstDay = Days.first(sightings.dayBits(), sightings.windowDays, day);
        lastDay = Days.last(sightings.dayBits(), sightings.windowDays, day);
        firstNanos = sightings.firstSeenNanos();
        lastNanos = sightings.lastSeenNanos();
        if (!record) {
            map.abandon();
            return;
        }
        boolean wasCrowded = sightings.crowded();
        boolean newToday = sightings.touch(epochNanos, hostHash);
        if (sightings.crowded() && newToday) {
            openSketch(owner, key, day);
            if (!wasCrowded) {
                sketchAll(day);
            }
            sketch.add(hostHash);
            sketches.commit();
        }
        map.commit();
    }

    /** Answers nothing known, of what has no key. */
    void seeNothing() {
        hosts = 0;
        days = 0;
        firstDay = Days.NONE;
        lastDay = Days.NONE;
        firstNanos = -1;
        lastNanos = -1;
    }

    /** Distinct hosts of the window before {@code day} and of {@code day}. */
    long hostsWith(EntryMap map, Owner owner, Entry key, long day) {
        Entry entry = map.open(key);
        sightings.wrap(entry, day);
        roll(owner, key, day, false);
        long held = sightings.count();
        boolean crowded = sightings.crowded();
        map.abandon();
        if (!crowded) {
            return held;
        }
        openSketch(owner, key, day);
        long estimate = sketch.estimate(true);
        sketches.abandon();
        return Math.max(held, estimate);
    }

    /** Brings the sightings to the day; who then no longer fits in is known to the sketch first. */
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
        } else {
            sketches.abandon();
        }
        sightings.roll(day);
        sightings.historyEstimate(estimate);
    }

    /** Unites what another baseline saw of the same thing, up to the day, with what is known of it here. */
    void merge(EntryMap map, Owner owner, Entry key, Entry theirs, long day) {
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

    /** Unites another baseline's sketch with the one here; the sightings that it belongs to were merged before. */
    void mergeSketch(EntryMap map, Owner owner, Entry key, Entry theirs, long day) {
        HostSketch other = new HostSketch(sightings.windowDays);
        other.wrap(theirs, day);
        other.roll(day);
        openSketch(owner, key, day);
        sketch.merge(other);
        long estimate = sketch.estimate(false);
        sketches.commit();
        Entry entry = map.open(key);
        if (entry.length() == 0) {
            map.abandon();
            return;
        }
        sightings.wrap(entry, day);
        roll(owner, key, day, true);
        sightings.historyEstimate(estimate);
        map.commit();
    }

    private void openSketch(Owner owner, Entry key, long day) {
        sketchKey.resize(0);
        sketchKey.resize(BaselineMaps.CROWD_KEY);
        sketchKey.u8(0, owner.ordinal());
        sketchKey.copyIn(1, key.array(), key.length());
        sketch.wrap(sketches.open(sketchKey), day);
        sketch.roll(day);
    }

    /** Starts the sketch with the hosts that are held one by one. */
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
