package io.sharetap.baseline;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Holds the maps of a baseline, all in memory or all in one folder. {@code docs/formats/baseline.md} lists them. */
final class BaselineMaps implements AutoCloseable {
    static final int EXECUTABLE_KEY = 32;
    static final int HEAD_KEY = 16;
    static final int HOST_KEY = 16;
    static final int PLACE_KEY = 16;
    static final int CROWD_KEY = 1 + EXECUTABLE_KEY;
    static final int HOLD_KEY = EXECUTABLE_KEY + HOST_KEY;

    /**
     * Usual lengths of values: the {@link Sightings} of an executable with one host, the name in a head's entry, the
     * Sightings of a client with some hosts. The map allots each entry up to one chunk more, so the first two, whose
     * lengths seldom differ, are set a little low.
     */
    private static final int ONE_HOST = 24;

    private static final int NAME = 20;

    private static final int SOME_HOSTS = 110;

    /** The smallest chunk of which 63, the most that an entry may have, hold the longest {@link Sightings}. */
    private static final int CHUNK = 20;

    private static final int LEAST_ENTRIES = 1_024;

    static final String MAP_ENDING = ".map";
    static final String WRITES_FILE = "writes-of-day";
    static final int CROWDS_NUMBER = 2;

    /** The number of the map that held the writes of the day in format 1. */
    static final int OLD_WRITES_NUMBER = 7;

    final EntryMap executables;
    final EntryMap heads;
    final EntryMap crowds;
    final EntryMap destinations;
    final EntryMap clients;
    final EntryMap places;
    final EntryMap pairs;
    final EntryMap holds;
    final WritesOfDay writesOfDay;

    private final EntryMap[] all;
    private int sweptMap;
    private int sweptPart;

    private BaselineMaps(EntryMap[] maps, WritesOfDay writes) {
        all = maps;
        executables = maps[0];
        heads = maps[1];
        crowds = maps[2];
        destinations = maps[3];
        clients = maps[4];
        places = maps[5];
        pairs = maps[6];
        holds = maps[7];
        writesOfDay = writes;
    }

    private static EntryMap.Shape[] shapes(BaselineSettings.Capacity capacity) {
        return new EntryMap.Shape[] {
            varying("executables", EXECUTABLE_KEY, ONE_HOST, capacity.executables()),
            varying("heads", HEAD_KEY, NAME, capacity.executables()),
            crowds(capacity),
            fixed("destinations", HOST_KEY, DestinationRecord.LENGTH, capacity.destinations()),
            varying("clients", HOST_KEY, SOME_HOSTS, capacity.clients()),
            varying("places", HOST_KEY + PLACE_KEY, SOME_HOSTS, capacity.clients()),
            fixed("pairs", 2 * HOST_KEY, Pairs.LENGTH, capacity.pairs()),
            fixed("holds", HOLD_KEY, Holds.LENGTH, capacity.executables() / 512 + LEAST_ENTRIES)
        };
    }

    /** Names of all files that hold entries, in a fixed order. */
    static List<String> fileNames() {
        List<String> names = new ArrayList<>();
        for (EntryMap.Shape shape : shapes(BaselineSettings.Capacity.defaults())) {
            names.add(shape.name() + MAP_ENDING);
        }
        names.add(WRITES_FILE);
        return names;
    }

    /**
     * Room for sketches: few executables reach more than 64 hosts; a client that does has a sketch, and its place
     * another.
     */
    static EntryMap.Shape crowds(BaselineSettings.Capacity capacity) {
        long sketches = capacity.executables() / 1_024 + capacity.clients() / 64 + LEAST_ENTRIES;
        return new EntryMap.Shape("crowds", CROWD_KEY, HostSketch.LENGTH, true, 0, true, sketches);
    }

    private static EntryMap.Shape varying(String name, int keyBytes, int valueBytes, long capacity) {
        return new EntryMap.Shape(name, keyBytes, valueBytes, false, CHUNK, false, capacity);
    }

    static EntryMap.Shape fixed(String name, int keyBytes, int valueBytes, long capacity) {
        return new EntryMap.Shape(name, keyBytes, valueBytes, true, 0, false, capacity);
    }

    private static int number(int index) {
        return index < OLD_WRITES_NUMBER ? index : index + 1;
    }

    private static File file(File folder, EntryMap.Shape shape) {
        return new File(folder, shape.name() + MAP_ENDING);
    }

    /** The size of new files. */
    static long bytes(BaselineSettings.Capacity capacity) {
        long sum = WritesOfDay.bytes(capacity.writesOfDay());
        for (EntryMap.Shape shape : shapes(capacity)) {
            sum += EntryMapBuilder.bytes(shape);
        }
        return sum;
    }

    static BaselineMaps inMemory(BaselineSettings.Capacity capacity) {
        EntryMap.Shape[] shapes = shapes(capacity);
        EntryMap[] maps = new EntryMap[shapes.length];
        for (int i = 0; i < maps.length; i++) {
            maps[i] = EntryMap.inMemory(shapes[i], number(i));
        }
        return new BaselineMaps(maps, WritesOfDay.inMemory(capacity.writesOfDay()));
    }

    /** @param recover true: the last process ended without closing the maps */
    static BaselineMaps inFolder(BaselineSettings.Capacity capacity, File folder, boolean recover, RedoSlot redo)
            throws IOException {
        EntryMap.Shape[] shapes = shapes(capacity);
        EntryMap[] maps = new EntryMap[shapes.length];
        WritesOfDay writes;
        try {
            for (int i = 0; i < maps.length; i++) {
                maps[i] = EntryMap.inFile(shapes[i], number(i), file(folder, shapes[i]), recover, redo);
            }
            writes = WritesOfDay.inFile(capacity.writesOfDay(), folder.toPath().resolve(WRITES_FILE));
        } catch (IOException | RuntimeException | Error e) {
            closeAll(maps);
            throw e;
        }
        if (recover) {
            redo.redo(maps);
        }
        return new BaselineMaps(maps, writes);
    }

    /** All maps in the order in which an import can take them: sketches after their owners. */
    List<EntryMap> inOrder() {
        return List.of(executables, heads, clients, places, crowds, destinations, pairs, holds);
    }

    /** The map that holds the entries of a sketch's owner. */
    EntryMap of(Crowds.Owner owner) {
        return switch (owner) {
            case EXECUTABLE -> executables;
            case HEAD -> heads;
            case CLIENT -> clients;
            case PLACE -> places;
        };
    }

    /** From now on the maps grow only within this bound. */
    void extendWithin(FolderBytes bound) {
        for (EntryMap map : all) {
            map.extendWithin(bound);
        }
    }

    void onDiskFull(Runnable listener) {
        for (EntryMap map : all) {
            map.onDiskFull(listener);
        }
    }

    void today(long day) {
        for (EntryMap map : all) {
            map.today(day);
        }
    }

    /** The number of sweeps that go through all maps once. */
    int parts() {
        int sum = 0;
        for (EntryMap map : all) {
            sum += map.parts();
        }
        return sum;
    }

    /** Drops entries that left the window before this day, in one part of one map per call. */
    void sweep(long firstDay) {
        all[sweptMap].sweep(sweptPart++, firstDay);
        if (sweptPart == all[sweptMap].parts()) {
            sweptPart = 0;
            sweptMap = (sweptMap + 1) % all.length;
        }
    }

    void clear() {
        for (EntryMap map : all) {
            map.clear();
        }
        writesOfDay.clear();
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
        writesOfDay.close();
    }

    private static void closeAll(EntryMap[] maps) {
        for (EntryMap map : maps) {
            if (map != null) {
                map.close();
            }
        }
    }
}
