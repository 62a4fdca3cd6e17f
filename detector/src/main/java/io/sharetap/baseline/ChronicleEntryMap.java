package io.sharetap.baseline;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import net.openhft.chronicle.hash.Data;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import net.openhft.chronicle.map.ExternalMapQueryContext;
import net.openhft.chronicle.map.MapEntry;
import net.openhft.chronicle.map.MapSegmentContext;
import net.openhft.chronicle.map.VanillaChronicleMap;

/** Keeps entries in a Chronicle Map, off the heap in memory or in a file. */
final class ChronicleEntryMap implements EntryMap {
    private static final int PARTS_PER_ROOM = 4;

    /** One entry in this many stays free: parts get a little more room, as keys are never spread quite evenly. */
    private static final int HEADROOM = 50;

    /**
     * Once this fraction (1/4) of the entries is taken, nearly all of a map's small pages are in use, as entries are
     * spread.
     */
    private static final int WELL_FILLED = 4;

    private final Shape shape;
    private final ChronicleMap<Entry, Entry> map;
    private final RedoSlot redo;
    private final MapExtension extension;
    /** Null where the map is in a file. */
    private final LargePages largePages;

    private final int mapNumber;
    private EntryFinder finder;
    private final long highWater;
    private final Entry value = new Entry();
    private final Entry scanned = new Entry();
    private final OldestTenth oldest = new OldestTenth();

    /**
     * For each part, a day before which none of its entries was last touched: until the window leaves that day, the
     * part need not be swept.
     */
    private final int[] oldestDayOfPart;

    private Consumer<Entry> removal;
    private Runnable onDiskFull = () -> {};
    private Entry key;
    private boolean absent;
    private int lengthBefore;
    private long size;
    private int nextPart;
    private boolean olderCame;
    private long today;
    private long evicted;
    private long expired;
    private long refused;

    private ChronicleEntryMap(Shape shape, ChronicleMap<Entry, Entry> map, RedoSlot redo, File file, int mapNumber) {
        this.shape = shape;
        this.map = map;
        this.redo = redo;
        this.extension = new MapExtension(map, file);
        this.largePages = file == null ? new LargePages((VanillaChronicleMap<?, ?, ?>) map) : null;
        this.finder = new EntryFinder(map, shape);
        this.mapNumber = mapNumber;
        this.highWater = shape.capacity() - shape.capacity() / HEADROOM;
        this.size = map.longSize();
        this.oldestDayOfPart = new int[map.segments()];
    }

    static ChronicleEntryMap inMemory(Shape shape, int mapNumber) {
        ChronicleMap<Entry, Entry> map =
                EntryMapBuilder.of(shape).checksumEntries(false).create();
        return new ChronicleEntryMap(shape, map, RedoSlot.none(), null, mapNumber);
    }

    /** @param recover true: the last process ended without closing the map, so locks and free space must be repaired */
    static ChronicleEntryMap inFile(Shape shape, int mapNumber, File file, boolean recover, RedoSlot redo)
            throws IOException {
        ChronicleMapBuilder<Entry, Entry> builder = EntryMapBuilder.of(shape);
        boolean begun = file.length() > 0;
        if (begun) {
            MapHead.ready(file, recover);
        }
        ChronicleMap<Entry, Entry> map =
                begun && recover ? builder.recoverPersistedTo(file, true) : builder.createPersistedTo(file);
        return new ChronicleEntryMap(shape, map, redo, file, mapNumber);
    }

    @Override
    public void onRemoval(Consumer<Entry> listener) {
        removal = listener;
    }

    @Override
    public void extendWithin(FolderBytes bound) {
        extension.within(bound);
    }

    @Override
    public void onDiskFull(Runnable listener) {
        onDiskFull = listener;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int number() {
        return mapNumber;
    }

    @Override
    public void locate(Entry ofKey, int valueAt, Sought sought) {
        finder.locate(ofKey, valueAt, sought);
    }

    @Override
    public void announce(Sought sought) {
        finder.announce(sought);
    }

    @Override
    public void approach(Sought sought) {
        finder.approach(sought);
    }

    @Override
    public Entry open(Entry ofKey) {
        key = ofKey;
        absent = !finder.find(ofKey);
        if (absent) {
            value.resize(0);
        } else {
            finder.read(value);
        }
        lengthBefore = value.length();
        return value;
    }

    @Override
    public void commit() {
        redo.keep(mapNumber, key, value);
        if (!absent && value.length() == lengthBefore) {
            finder.rewrite(value);
            return;
        }
        boolean taken = write(value.length() <= lengthBefore || extension.isReady());
        if (!taken && extension.extend()) {
            taken = write(true);
        }
        if (!taken) {
            refused++;
            if (extension.diskFull()) {
                onDiskFull.run();
            }
        }
        if (size > highWater || !taken) {
            makeRoom();
        }
    }

    /**
     * Returns false where a part is full although the map is not, and cannot be extended; the entry is then lost.
     *
     * @param replace whether the entry may be replaced; without room for the new one, the map would lose the old one,
     *     too
     */
    private boolean write(boolean replace) {
        try (ExternalMapQueryContext<Entry, Entry, ?> open = map.queryContext(key)) {
            open.updateLock().lock();
            Data<Entry> data = open.wrapValueAsData(value);
            if (!absent && !replace) {
                open.entry().doRemove();
                size--;
                absent = true;
            }
            if (absent) {
                open.absentEntry().doInsert(data);
                size++;
                olderCame |= value.u16(Timed.DAY_AT) < today;
            } else {
                open.entry().doReplaceValue(data);
            }
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Override
    public boolean openPlace(Entry ofKey) {
        return finder.find(ofKey);
    }

    @Override
    public int placeU8(int at) {
        return finder.u8(at);
    }

    @Override
    public int placeU16(int at) {
        return finder.u16(at);
    }

    /** Atomic: done or not done, even if the process is killed. */
    @Override
    public void placeU8(int at, int newValue) {
        finder.u8(at, newValue);
    }

    @Override
    public boolean remove(Entry ofKey) {
        redo.forget();
        if (!finder.find(ofKey)) {
            return false;
        }
        map.remove(ofKey);
        size--;
        return true;
    }

    @Override
    public long rewrite(Rewriter rewriter) {
        long[] touched = {0};
        Entry entryKey = new Entry();
        for (int part = 0; part < map.segments(); part++) {
            try (MapSegmentContext<Entry, Entry, ?> segment = map.segmentContext(part)) {
                segment.forEachSegmentEntry(entry -> {
                    Rewriter.Verdict verdict = rewriter.look(
                            entry.key().getUsing(entryKey), entry.value().getUsing(scanned));
                    if (verdict == Rewriter.Verdict.CHANGED) {
                        redo.keep(mapNumber, entryKey, scanned);
                        entry.doReplaceValue(segment.wrapValueAsData(scanned));
                    } else if (verdict == Rewriter.Verdict.REMOVE) {
                        redo.forget();
                        entry.doRemove();
                        size--;
                    }
                    touched[0] += verdict == Rewriter.Verdict.KEEP ? 0 : 1;
                });
            }
        }
        return touched[0];
    }

    @Override
    public void today(long day) {
        // Not earlier: a large page takes its memory at once, and most runs in memory fill little of their maps.
        if (largePages != null && size >= shape.capacity() / WELL_FILLED) {
            largePages.ask();
        }
        today = day;
    }

    @Override
    public void sweep(int part, long firstDay) {
        if (olderCame) {
            Arrays.fill(oldestDayOfPart, 0);
            olderCame = false;
        }
        if (oldestDayOfPart[part] >= firstDay) {
            return;
        }
        int[] oldestDay = {(int) today};
        expired += remove(part, day -> {
            oldestDay[0] = day >= firstDay ? Math.min(oldestDay[0], day) : oldestDay[0];
            return day < firstDay;
        });
        oldestDayOfPart[part] = oldestDay[0];
    }

    @Override
    public int parts() {
        return map.segments();
    }

    private int nextPart() {
        nextPart = (nextPart + 1) % map.segments();
        return nextPart;
    }

    private void makeRoom() {
        for (int i = 0; i < PARTS_PER_ROOM && (i == 0 || size > highWater); i++) {
            makeRoom(nextPart());
        }
    }

    /**
     * Drops a tenth of a part, the oldest entries. Keys are spread evenly, so the oldest of a part are about the oldest
     * of all.
     */
    private void makeRoom(int part) {
        oldest.begin(today);
        try (MapSegmentContext<Entry, Entry, ?> segment = map.segmentContext(part)) {
            segment.forEachSegmentEntry(entry -> oldest.count(day(entry)));
        }
        oldest.choose();
        evicted += remove(part, oldest::takes);
    }

    /** Reads in place, as most entries that are looked at stay. */
    private static int day(MapEntry<Entry, Entry> entry) {
        Data<Entry> found = entry.value();
        return found.bytes().readUnsignedShort(found.offset() + Timed.DAY_AT);
    }

    private long remove(int part, IntPredicate ofWhichDay) {
        long before = size;
        try (MapSegmentContext<Entry, Entry, ?> segment = map.segmentContext(part)) {
            segment.forEachSegmentEntry(entry -> {
                if (ofWhichDay.test(day(entry))) {
                    if (removal != null) {
                        removal.accept(entry.value().getUsing(scanned));
                    }
                    entry.doRemove();
                    size--;
                }
            });
        }
        return before - size;
    }

    @Override
    public void forEach(Visitor visitor) {
        if (isEmpty()) {
            return; // otherwise each start would look into each of its thousand parts
        }
        Entry entryKey = new Entry();
        for (int part = 0; part < map.segments(); part++) {
            try (MapSegmentContext<Entry, Entry, ?> segment = map.segmentContext(part)) {
                segment.forEachSegmentEntry(entry -> visitor.visit(
                        entry.key().getUsing(entryKey), entry.value().getUsing(scanned)));
            }
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public long evicted() {
        return evicted;
    }

    @Override
    public long expired() {
        return expired;
    }

    @Override
    public long refused() {
        return refused;
    }

    @Override
    public void close() {
        // A later call must not touch memory that was given back.
        finder = null;
        map.close();
    }
}
