package io.sharetap.baseline;

import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * Knows executables by their first 4,096 bytes (heads), for writes of which no more is known.
 *
 * <p>Nearly every head belongs to one executable. It then need not be counted separately: its entry names the
 * executable, which has the sightings, and is touched only once in 16 days (an epoch). It gets sightings of its own
 * when a second executable has the same head, or when a write shows nothing but the head.
 */
final class Heads {
    private static final int EPOCH_DAYS = 16;
    private static final int EPOCHS = 255;
    private static final int EXECUTABLE_AT = 2;
    private static final int NAME_LENGTH = EXECUTABLE_AT + BaselineMaps.EXECUTABLE_KEY;

    private final Entries heads;
    private final Entries executables;
    private final Crowds crowds;
    private final Entry named = Keys.sized(BaselineMaps.EXECUTABLE_KEY);
    private final Entry own = new Entry();

    Heads(Entries heads, Entries executables, Crowds crowds) {
        this.heads = heads;
        this.executables = executables;
        this.crowds = crowds;
    }

    /** The number in an executable's entry that means that its head names it in this day's epoch; never 0. */
    static int epoch(long day) {
        return 1 + (int) (day / EPOCH_DAYS % EPOCHS);
    }

    /** Whether the entry of a head holds no sightings, but the name of the executable that has them. */
    static boolean isName(Entry value) {
        return value.length() == NAME_LENGTH;
    }

    /**
     * Notes that an executable with this head was written. Called only where the executable's entry does not hold the
     * day's epoch.
     */
    void see(Entry head, Entry executable, long day, long epochNanos, long hostHash) {
        Entry entry = heads.read(head);
        boolean counted = !isPast(entry, day) && (!isName(entry) || !names(entry, executable) && makeOwn(head, day));
        if (counted) {
            crowds.see(heads, Crowds.Owner.HEAD, head, day, epochNanos, hostHash, true);
            return;
        }
        Entry name = heads.open(head);
        name.resize(NAME_LENGTH);
        // The last day of the epoch, so that the entry does not expire before the executable that it names.
        name.u16(Timed.DAY_AT, (int) (day / EPOCH_DAYS * EPOCH_DAYS + EPOCH_DAYS - 1));
        name.copyIn(EXECUTABLE_AT, executable.array(), BaselineMaps.EXECUTABLE_KEY);
        heads.commit();
        crowds.headEpoch(executables, executable, epoch(day));
    }

    /** Judges and records by a head alone, as {@link Crowds#see} does. */
    void seeAlone(Entry head, long day, long epochNanos, long hostHash, boolean record) {
        if (!record && findNamed(head, day)) {
            crowds.see(executables, Crowds.Owner.EXECUTABLE, named, day, epochNanos, hostHash, false);
            return;
        }
        makeOwn(head, day);
        crowds.see(heads, Crowds.Owner.HEAD, head, day, epochNanos, hostHash, record);
    }

    /** Distinct hosts of the window before {@code day}, and of {@code day} itself. */
    long hostsWith(Entry head, long day) {
        return findNamed(head, day)
                ? crowds.hostsWith(executables, Crowds.Owner.EXECUTABLE, named, day)
                : crowds.hostsWith(heads, Crowds.Owner.HEAD, head, day);
    }

    /**
     * Gives the head's entry sightings of its own, copied from the executable that it names. Returns false where
     * nothing is known of it.
     */
    boolean makeOwn(Entry head, long day) {
        if (!findNamed(head, day)) {
            return heads.read(head).length() != 0;
        }
        Entry sightings = executables.read(named);
        if (isPast(sightings, day)) {
            heads.remove(head);
            return false;
        }
        own.copyFrom(sightings);
        Sightings.headEpoch(own, 0);
        crowds.copySketch(Crowds.Owner.EXECUTABLE, named, Crowds.Owner.HEAD, head);
        crowds.headEpoch(executables, named, 0);
        heads.put(head, own);
        return true;
    }

    /** Whether the head's entry names an executable, which is then in {@link #named}. */
    boolean findNamed(Entry head, long day) {
        Entry entry = heads.read(head);
        if (!isName(entry) || isPast(entry, day)) {
            return false;
        }
        System.arraycopy(entry.array(), EXECUTABLE_AT, named.array(), 0, BaselineMaps.EXECUTABLE_KEY);
        return true;
    }

    /** Forgets a head, and the executable that it names. Returns how many entries were removed. */
    long forget(Entry head, long day) {
        boolean executable = findNamed(head, day) && executables.remove(named);
        return (executable ? 1 : 0) + (heads.remove(head) ? 1 : 0);
    }

    /**
     * Passes on all executables with their sightings, without the epoch of their heads, which means nothing in another
     * folder.
     */
    void forEachExecutable(Entries.Visitor visitor) {
        executables.forEach((executable, sightings) -> {
            own.copyFrom(sightings);
            Sightings.headEpoch(own, 0);
            visitor.visit(executable, own);
        });
    }

    /**
     * Passes on all heads with their sightings: their own, or those of the executable that they name.
     *
     * @param sketches takes, right after a head, the sketch of the executable that it names
     */
    void forEach(Entries.Visitor sightings, Entries.Visitor sketches) {
        heads.forEach((head, value) -> {
            if (!isName(value)) {
                sightings.visit(head, value);
                return;
            }
            System.arraycopy(value.array(), EXECUTABLE_AT, named.array(), 0, BaselineMaps.EXECUTABLE_KEY);
            Entry found = executables.read(named);
            if (found.length() != 0) {
                own.copyFrom(found);
                Sightings.headEpoch(own, 0);
                sightings.visit(head, own);
                crowds.visitSketch(Crowds.Owner.EXECUTABLE, named, Crowds.Owner.HEAD, head, sketches);
            }
        });
    }

    /** Passes on each head that names an executable, with that executable. */
    void forEachNamed(BiConsumer<byte[], byte[]> visitor) {
        heads.forEach((head, value) -> {
            if (isName(value)) {
                visitor.accept(
                        head.copyOut(0, BaselineMaps.HEAD_KEY),
                        value.copyOut(EXECUTABLE_AT, BaselineMaps.EXECUTABLE_KEY));
            }
        });
    }

    private static boolean names(Entry name, Entry executable) {
        return Arrays.equals(
                name.array(), EXECUTABLE_AT, NAME_LENGTH, executable.array(), 0, BaselineMaps.EXECUTABLE_KEY);
    }

    private boolean isPast(Entry entry, long day) {
        return entry.length() == 0 || day - entry.u16(Timed.DAY_AT) > crowds.windowDays();
    }
}
