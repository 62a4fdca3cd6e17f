package io.sharetap.baseline;

import java.util.function.Consumer;

/**
 * Keeps entries in arrays while they are few, then all of them in a Chronicle Map. Most replayed captures name some
 * dozen programs and hosts, and to set up a map, with its thousand parts and its classes, takes longer than to judge
 * them.
 */
final class GrowingEntryMap implements EntryMap {
    private final Shape shape;
    private final int mapNumber;
    private final Entry value = new Entry();
    private final Entry scanned = new Entry();
    private FewEntries few = new FewEntries();

    /** Null while entries are few. */
    private EntryMap many;

    private Consumer<Entry> removal = anyValue -> {};
    private Entry key;
    private int opened;
    private long today;
    /** A day before which no entry was last touched. */
    private long oldestDay;

    private long expired;

    GrowingEntryMap(Shape shape, int mapNumber) {
        this.shape = shape;
        this.mapNumber = mapNumber;
    }

    /**
     * Whether the capacity is at least twice what the arrays hold, so that no entry is dropped before the map is made.
     */
    static boolean isFor(Shape shape) {
        return shape.capacity() >= 2 * FewEntries.MOST;
    }

    private void grow() {
        many = ChronicleEntryMap.inMemory(shape, mapNumber);
        many.onRemoval(removal);
        many.today(today);
        forEach(few, many::put);
        few = null;
    }

    @Override
    public void onRemoval(Consumer<Entry> listener) {
        removal = listener;
        if (many != null) {
            many.onRemoval(listener);
        }
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
        if (many != null) {
            many.locate(ofKey, valueAt, sought);
        } else {
            sought.locateNone();
        }
    }

    @Override
    public void announce(Sought sought) {
        if (many != null) {
            many.announce(sought);
        } else {
            sought.advance();
        }
    }

    @Override
    public void approach(Sought sought) {
        if (many != null) {
            many.approach(sought);
        }
    }

    @Override
    public Entry open(Entry ofKey) {
        if (many != null) {
            return many.open(ofKey);
        }
        key = ofKey;
        opened = few.find(ofKey);
        if (opened == FewEntries.NONE) {
            value.resize(0);
        } else {
            few.read(opened, value);
        }
        return value;
    }

    @Override
    public void commit() {
        if (many != null) {
            many.commit();
        } else if (opened != FewEntries.NONE) {
            few.set(opened, value);
        } else if (few.size() < FewEntries.MOST) {
            few.add(key, value);
            oldestDay = Math.min(oldestDay, value.u16(Timed.DAY_AT));
        } else {
            grow();
            many.put(key, value);
        }
    }

    @Override
    public boolean openPlace(Entry ofKey) {
        if (many != null) {
            return many.openPlace(ofKey);
        }
        opened = few.find(ofKey);
        return opened != FewEntries.NONE;
    }

    @Override
    public int placeU8(int at) {
        return many != null ? many.placeU8(at) : few.value(opened)[at] & 0xFF;
    }

    @Override
    public int placeU16(int at) {
        if (many != null) {
            return many.placeU16(at);
        }
        return placeU8(at) | placeU8(at + 1) << Byte.SIZE;
    }

    @Override
    public void placeU8(int at, int newValue) {
        if (many != null) {
            many.placeU8(at, newValue);
        } else {
            few.value(opened)[at] = (byte) newValue;
        }
    }

    @Override
    public boolean remove(Entry ofKey) {
        if (many != null) {
            return many.remove(ofKey);
        }
        int found = few.find(ofKey);
        few.remove(number -> number == found);
        return found != FewEntries.NONE;
    }

    @Override
    public long rewrite(Rewriter rewriter) {
        if (many != null) {
            return many.rewrite(rewriter);
        }
        long[] touched = {0};
        Entry entryKey = new Entry();
        few.remove(number -> {
            few.readKey(number, entryKey);
            few.read(number, scanned);
            Rewriter.Verdict verdict = rewriter.look(entryKey, scanned);
            if (verdict == Rewriter.Verdict.CHANGED) {
                few.set(number, scanned);
            }
            touched[0] += verdict == Rewriter.Verdict.KEEP ? 0 : 1;
            return verdict == Rewriter.Verdict.REMOVE;
        });
        return touched[0];
    }

    @Override
    public void today(long day) {
        today = day;
        if (many != null) {
            many.today(day);
        }
    }

    @Override
    public void sweep(int part, long firstDay) {
        if (many != null) {
            many.sweep(part, firstDay);
        } else if (oldestDay < firstDay) {
            oldestDay = today;
            few.remove(number -> isExpired(number, firstDay));
        }
    }

    private boolean isExpired(int number, long firstDay) {
        few.read(number, scanned);
        int day = scanned.u16(Timed.DAY_AT);
        if (day >= firstDay) {
            oldestDay = Math.min(oldestDay, day);
            return false;
        }
        expired++;
        removal.accept(scanned);
        return true;
    }

    @Override
    public int parts() {
        return many != null ? many.parts() : 1;
    }

    @Override
    public void forEach(Visitor visitor) {
        if (many != null) {
            many.forEach(visitor);
        } else {
            forEach(few, visitor);
        }
    }

    private void forEach(FewEntries entries, Visitor visitor) {
        Entry entryKey = new Entry();
        for (int number = 0; number < entries.size(); number++) {
            entries.readKey(number, entryKey);
            entries.read(number, scanned);
            visitor.visit(entryKey, scanned);
        }
    }

    @Override
    public long size() {
        return many != null ? many.size() : few.size();
    }

    @Override
    public long evicted() {
        return many != null ? many.evicted() : 0;
    }

    @Override
    public long expired() {
        return many != null ? expired + many.expired() : expired;
    }

    @Override
    public long refused() {
        return many != null ? many.refused() : 0;
    }

    @Override
    public void close() {
        if (many != null) {
            many.close();
        }
    }
}
