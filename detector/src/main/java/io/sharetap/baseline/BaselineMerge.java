package io.sharetap.baseline;

import java.io.IOException;

/**
 * Merges the entries of another baseline into an open one; they come one by one in the order of
 * {@link BaselineMaps#inOrder}.
 */
final class BaselineMerge {
    private final ChronicleBaseline baseline;
    private final BaselineMaps maps;
    private final DayWindow window;
    private final Crowds crowds;
    private final Heads heads;
    private final Destinations destinations;
    private final Pairs pairs;
    private final Holds holds;
    private final Entry writtenTo = Keys.sized(BaselineMaps.HOST_KEY);
    private final Entry executable = Keys.sized(BaselineMaps.EXECUTABLE_KEY);
    private final Entry ownerKey = new Entry();

    BaselineMerge(
            ChronicleBaseline baseline,
            BaselineMaps maps,
            DayWindow window,
            Crowds crowds,
            Heads heads,
            Destinations destinations,
            Pairs pairs,
            Holds holds) {
        this.baseline = baseline;
        this.maps = maps;
        this.window = window;
        this.crowds = crowds;
        this.heads = heads;
        this.destinations = destinations;
        this.pairs = pairs;
        this.holds = holds;
    }

    /** Brings both to the later of their days and unites their observed days. */
    void begin(BaselineLines.Head head) throws IOException {
        baseline.merging().begin();
        baseline.catchUp(head.day());
        window.unite(head.day(), head.observedBits(), head.active());
    }

    void end() throws IOException {
        baseline.changed();
        baseline.merging().end();
    }

    /** Takes one entry; where that is not possible, the exception says why. */
    void take(String mapName, Entry key, Entry value) throws IOException {
        if (mapName.equals(WritesOfDay.NAME)) {
            check(key.length() == WritesOfDay.KEY_LENGTH && value.length() == WritesOfDay.VALUE_LENGTH, value);
            takeWrite(key, value);
            return;
        }
        EntryMap map = map(mapName);
        EntryMap.Shape shape = map.shape();
        boolean valueFits = shape.fixed() ? value.length() == shape.valueBytes() : Sightings.isWhole(value);
        check(key.length() == shape.keyBytes() && valueFits, value);
        long day = window.day();
        if (map == maps.executables) {
            crowds.merge(map, Crowds.Owner.EXECUTABLE, key, value, day);
        } else if (map == maps.heads) {
            heads.makeOwn(key, day);
            crowds.merge(map, Crowds.Owner.HEAD, key, value, day);
        } else if (map == maps.clients) {
            crowds.merge(map, Crowds.Owner.CLIENT, key, value, day);
        } else if (map == maps.places) {
            crowds.merge(map, Crowds.Owner.PLACE, key, value, day);
        } else if (map == maps.crowds) {
            takeSketch(key, value, day);
        } else if (map == maps.destinations) {
            destinations.merge(key, value, day);
        } else if (map == maps.pairs) {
            pairs.merge(key, value, day);
        } else {
            holds.merge(key, value);
        }
    }

    /** Takes a write of a day that was still open in the other baseline. */
    private void takeWrite(Entry key, Entry value) {
        long day = value.u16(Timed.DAY_AT);
        WritesOfDay.give(
                key,
                value,
                writtenTo,
                executable,
                (destination, kind, program, byHead) -> baseline.mergeWrite(day, destination, kind, program, byHead));
    }

    private void takeSketch(Entry key, Entry value, long day) throws IOException {
        Crowds.Owner[] owners = Crowds.Owner.values();
        if (key.u8(0) >= owners.length) {
            throw new IOException("no entry: nobody owns this sketch");
        }
        Crowds.Owner owner = owners[key.u8(0)];
        EntryMap map = maps.of(owner);
        int length = map.shape().keyBytes();
        ownerKey.resize(length);
        ownerKey.copyIn(0, key.copyOut(1, length), length);
        if (map == maps.heads) {
            heads.makeOwn(ownerKey, day);
        }
        crowds.mergeSketch(map, owner, ownerKey, value, day);
    }

    private EntryMap map(String name) throws IOException {
        for (EntryMap map : maps.inOrder()) {
            if (map.shape().name().equals(name)) {
                return map;
            }
        }
        throw new IOException("no entry: there is no map of that name");
    }

    private void check(boolean fits, Entry value) throws IOException {
        if (!fits) {
            throw new IOException("no entry: key or value has not the length of its map's");
        }
        if (value.u16(Timed.DAY_AT) > window.day()) {
            throw new IOException("no entry: it is of a later day than its export");
        }
    }
}
