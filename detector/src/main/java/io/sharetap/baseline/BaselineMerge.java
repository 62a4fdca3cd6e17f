package io.sharetap.baseline;

import io.sharetap.event.IpAddress;
import java.io.IOException;

/**
 * Unites the entries of another baseline, given one by one in the order of {@link BaselineMaps#inOrder}, with one that
 * is open.
 */
final class BaselineMerge {
    private final ChronicleBaseline baseline;
    private final BaselineMaps maps;
    private final DayWindow window;
    private final Crowds crowds;
    private final Destinations destinations;
    private final Pairs pairs;
    private final Holds holds;
    private final Entry executable = Keys.sized(BaselineMaps.EXECUTABLE_KEY);
    private final Entry ownerKey = new Entry();

    BaselineMerge(
            ChronicleBaseline baseline,
            BaselineMaps maps,
            DayWindow window,
            Crowds crowds,
            Destinations destinations,
            Pairs pairs,
            Holds holds) {
        this.baseline = baseline;
        this.maps = maps;
        this.window = window;
        this.crowds = crowds;
        this.destinations = destinations;
        this.pairs = pairs;
        this.holds = holds;
    }

    /** Brings both to the later day and unites their observed days. */
    void begin(BaselineLines.Head head) {
        baseline.catchUp(head.day());
        window.unite(head.day(), head.observedBits(), head.active());
    }

    void end() {
        baseline.changed();
    }

    /** Takes one entry; one that cannot be is an exception with the reason. */
    void take(String mapName, Entry key, Entry value) throws IOException {
        EntryMap map = map(mapName);
        check(map, key, value);
        long day = window.day();
        if (map == maps.executables) {
            crowds.merge(map, Crowds.Owner.EXECUTABLE, key, value, day);
        } else if (map == maps.heads) {
            crowds.merge(map, Crowds.Owner.HEAD, key, value, day);
        } else if (map == maps.clients) {
            crowds.merge(map, Crowds.Owner.CLIENT, key, value, day);
        } else if (map == maps.places) {
            crowds.merge(map, Crowds.Owner.PLACE, key, value, day);
        } else if (map == maps.crowds) {
            takeSketch(key, value, day);
        } else if (map == maps.destinations) {
            destinations.merge(Keys.address(key, 0), value, day);
        } else if (map == maps.pairs) {
            pairs.merge(key, value, day);
        } else if (map == maps.holds) {
            holds.merge(key, value);
        } else {
            WritesOfDay.give(
                    key,
                    value,
                    executable,
                    (destination, kind, program, byHead, unreported) ->
                            takeWrite(value.u16(Timed.DAY_AT), destination, kind, program, byHead, unreported));
        }
    }

    private void takeWrite(
            long day, IpAddress destination, Placement.Kind kind, Entry program, boolean byHead, boolean unreported) {
        baseline.mergeWrite(day, destination, kind, program, byHead, unreported);
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

    private void check(EntryMap map, Entry key, Entry value) throws IOException {
        EntryMap.Shape shape = map.shape();
        boolean fits = key.length() == shape.keyBytes()
                && (shape.fixed() ? value.length() == shape.valueBytes() : Sightings.isWhole(value));
        if (!fits) {
            throw new IOException("no entry: key or value has not the length of its map's");
        }
        if (value.u16(Timed.DAY_AT) > window.day()) {
            throw new IOException("no entry: it is of a later day than its export");
        }
    }
}
