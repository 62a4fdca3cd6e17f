package io.sharetap.baseline;

import io.sharetap.event.FileWrite;

/**
 * Loads all entries that a write will need into the processor's cache, before any of them is waited for, and in two
 * steps: one write ahead their places in the hash tables, then the entries themselves.
 *
 * <p>This never changes an answer: a wrong guess costs only time.
 */
final class LookAhead {
    private static final Observation.Spread UNKNOWN = new LastObservation();

    private final BaselineMaps maps;
    private final Keys keys = new Keys();
    private final Entry sketchKey = Keys.sized(BaselineMaps.CROWD_KEY);
    private final Sought executable = new Sought();
    private final Sought destination = new Sought();
    private final Sought pair = new Sought();
    private final Sought client = new Sought();
    private final Sought place = new Sought();
    private final Sought sketchOfExecutable = new Sought();
    private final Sought sketchOfClient = new Sought();
    private final Sought sketchOfPlace = new Sought();

    private FileWrite announced;
    private FileWrite approached;
    private boolean expecting;

    LookAhead(BaselineMaps maps) {
        this.maps = maps;
    }

    /** Announces the write that comes after the one to be observed now. */
    void expect(FileWrite next, PlacementRule rule) {
        locate(next, rule);
        if (announced != null) {
            approach();
        }
        announce(next);
        expecting = true;
    }

    /** Called when a write is observed. */
    void await(FileWrite write, PlacementRule rule) {
        // The first write of a sequence of expected ones is not loaded: that would forget the one announced after it.
        boolean other = expecting && write != announced;
        expecting = false;
        if (write == approached || other) {
            return;
        }
        if (write != announced) {
            locate(write, rule);
            announce(write);
        }
        approach();
    }

    private void locate(FileWrite write, PlacementRule rule) {
        int todayAt = HostSketch.todayAt(HostHash.of(write.destinationIdentity()));
        if (write.sha256() == null) {
            executable.locateNone();
            sketchOfExecutable.locateNone();
        } else {
            Entry whole = keys.whole(write.sha256());
            maps.executables.locate(whole, executable);
            locateSketch(Crowds.Owner.EXECUTABLE, whole, todayAt, sketchOfExecutable);
        }
        maps.destinations.locate(keys.destination(write.destinationIdentity()), destination);
        maps.pairs.locate(keys.pair(write.clientIdentity(), write.destinationIdentity()), pair);
        Entry host = keys.host(write.clientIdentity());
        maps.clients.locate(host, client);
        locateSketch(Crowds.Owner.CLIENT, host, todayAt, sketchOfClient);
        Entry folder = keys.place(
                write.clientIdentity(), rule.placementOf(write, UNKNOWN).place());
        maps.places.locate(folder, place);
        locateSketch(Crowds.Owner.PLACE, folder, todayAt, sketchOfPlace);
    }

    private void locateSketch(Crowds.Owner owner, Entry key, int valueAt, Sought sketch) {
        Crowds.nameSketch(sketchKey, owner, key);
        maps.crowds.locate(sketchKey, valueAt, sketch);
    }

    /** Written without anything in between, so that the processor starts each load before the last has arrived. */
    private void announce(FileWrite write) {
        maps.executables.announce(executable);
        maps.destinations.announce(destination);
        maps.pairs.announce(pair);
        maps.clients.announce(client);
        maps.places.announce(place);
        maps.crowds.announce(sketchOfExecutable);
        maps.crowds.announce(sketchOfClient);
        maps.crowds.announce(sketchOfPlace);
        announced = write;
    }

    private void approach() {
        maps.executables.approach(executable);
        maps.destinations.approach(destination);
        maps.pairs.approach(pair);
        maps.clients.approach(client);
        maps.places.approach(place);
        maps.crowds.approach(sketchOfExecutable);
        maps.crowds.approach(sketchOfClient);
        maps.crowds.approach(sketchOfPlace);
        approached = announced;
        announced = null;
    }
}
