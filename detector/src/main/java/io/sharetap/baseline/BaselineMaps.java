package io.sharetap.baseline;

import java.io.File;
import java.io.IOException;
import java.util.List;

/** Holds the maps of a baseline, all in memory or all in one folder. {@code docs/formats/baseline.md} lists them. */
final class BaselineMaps implements AutoCloseable {
    static final int EXECUTABLE_KEY = 32;
    static final int HEAD_KEY = 16;
    static final int HOST_KEY = 16;
    static final int PLACE_KEY = 16;
    static final int CROWD_KEY = 1 + EXECUTABLE_KEY;
    static final int WRITE_KEY = HOST_KEY + 1 + EXECUTABLE_KEY;
    static final int HOLD_KEY = EXECUTABLE_KEY + HOST_KEY;

    /** Usual lengths of {@link Sightings}: most executables reach one host, few reach many; a client writes to some. */
    private static final int FEW_HOSTS = 28;

    private static final int SOME_HOSTS = 110;

    /** The least that lets the longest {@link Sightings} fit into 63 chunks. */
    private static final int CHUNK = 20;

    private static final int LEAST_ENTRIES = 1_024;

    final EntryMap executables;
    final EntryMap heads;
    final EntryMap crowds;
    final EntryMap destinations;
    final EntryMap clients;
    final EntryMap places;
    final EntryMap pairs;
    final EntryMap writesOfDay;
    final EntryMap holds;

    private final EntryMap[] all;

    private BaselineMaps(EntryMap[] maps) {
        all = maps;
        executables = maps[0];
        heads = maps[1];
        crowds = maps[2];
        destinations = maps[3];
        clients = maps[4];
        places = maps[5];
        pairs = maps[6];
        writesOfDay = maps[7];
        holds = maps[8];
    }

    private static EntryMap.Shape[] shapes(BaselineSettings.Capacity capacity) {
        long some = capacity.executables() / 512 + LEAST_ENTRIES;
        return new EntryMap.Shape[] {
            new EntryMap.Shape("executables", EXECUTABLE_KEY, FEW_HOSTS, false, CHUNK, capacity.executables()),
            new EntryMap.Shape("heads", HEAD_KEY, FEW_HOSTS, false, CHUNK, capacity.executables()),
            new EntryMap.Shape("crowds", CROWD_KEY, HostSketch.LENGTH, true, 0, some),
            new EntryMap.Shape("destinations", HOST_KEY, DestinationRecord.LENGTH, true, 0, capacity.destinations()),
            new EntryMap.Shape("clients", HOST_KEY, SOME_HOSTS, false, CHUNK, capacity.clients()),
            new EntryMap.Shape("places", HOST_KEY + PLACE_KEY, SOME_HOSTS, false, CHUNK, capacity.clients()),
            new EntryMap.Shape("pairs", 2 * HOST_KEY, Pairs.LENGTH, true, 0, capacity.pairs()),
            new EntryMap.Shape("writes-of-day", WRITE_KEY, WritesOfDay.LENGTH, true, 0, capacity.writesOfDay()),
            new EntryMap.Shape("holds", HOLD_KEY, Holds.LENGTH, true, 0, some)
        };
    }

    static BaselineMaps inMemory(BaselineSettings.Capacity capacity) {
        EntryMap.Shape[] shapes = shapes(capacity);
        EntryMap[] maps = new EntryMap[shapes.length];
        for (int i = 0; i < maps.length; i++) {
            maps[i] = EntryMap.inMemory(shapes[i], i);
        }
        return new BaselineMaps(maps);
    }

    /** @param recover true: the last process ended without closing them */
    static BaselineMaps inFolder(BaselineSettings.Capacity capacity, File folder, boolean recover, RedoSlot redo)
            throws IOException {
        EntryMap.Shape[] shapes = shapes(capacity);
        EntryMap[] maps = new EntryMap[shapes.length];
        try {
            for (int i = 0; i < maps.length; i++) {
                maps[i] = EntryMap.inFile(shapes[i], i, new File(folder, shapes[i].name() + ".map"), recover, redo);
            }
        } catch (IOException | RuntimeException | Error e) {
            closeAll(maps);
            throw e;
        }
        if (recover) {
            redo.redo(maps);
        }
        return new BaselineMaps(maps);
    }

    /** All of them in the order in which an import can take them: sketches after what they belong to, writes last. */
    List<EntryMap> inOrder() {
        return List.of(executables, heads, clients, places, crowds, destinations, pairs, holds, writesOfDay);
    }

    /** The map whose entries a sketch's owner lies in. */
    EntryMap of(Crowds.Owner owner) {
        return switch (owner) {
            case EXECUTABLE -> executables;
            case HEAD -> heads;
            case CLIENT -> clients;
            case PLACE -> places;
        };
    }

    void today(long day) {
        for (EntryMap map : all) {
            map.today(day);
        }
    }

    /** Parts of the largest map: how many sweeps go through all. */
    int parts() {
        int most = 0;
        for (EntryMap map : all) {
            most = Math.max(most, map.parts());
        }
        return most;
    }

    /** Lets go, in one part of each map, what left the window before this day. */
    void sweep(long firstDay) {
        for (EntryMap map : all) {
            map.sweep(firstDay);
        }
    }

    void clear() {
        for (EntryMap map : all) {
            map.drain((key, value) -> {});
        }
    }

    long evicted() {
        long sum = 0;
        for (EntryMap map : all) {
            sum += map.evicted();
        }
        return sum;
    }

    long expired() {
        long sum = 0;
        for (EntryMap map : all) {
            sum += map.expired();
        }
        return sum;
    }

    long refused() {
        long sum = 0;
        for (EntryMap map : all) {
            sum += map.refused();
        }
        return sum;
    }

    @Override
    public void close() {
        closeAll(all);
    }

    private static void closeAll(EntryMap[] maps) {
        for (EntryMap map : maps) {
            if (map != null) {
                map.close();
            }
        }
    }
}
