package io.sharetap.baseline;

import io.sharetap.event.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One part of a baseline in a fleet: knows the executables whose heads fall to it. It tells how far each is spread and,
 * when a day closes, which are still uncommon. The caller says which day it is. One thread owns it.
 */
public final class ExecutableHistories {
    private static final int WRITE_KEY = BaselineMaps.EXECUTABLE_KEY + BaselineMaps.HOST_KEY + 1;
    private static final Placement.Kind[] KINDS = Placement.Kind.values();

    private final Threshold uncommon;
    private final Entries executables;
    private final Entries headEntries;
    private final HistoryStore writesOfDay;
    private final Crowds crowds;
    private final Heads heads;
    private final Keys keys = new Keys();

    /**
     * What is known of an executable before a day.
     *
     * @param destinations distinct destinations in the window
     * @param days days in the window on which it was written
     */
    public record Answer(long destinations, int days, long firstSeenNanos, long lastSeenNanos) {}

    /** Takes the destinations of executables that are uncommon when the day closes. */
    @FunctionalInterface
    public interface Similar {
        void onSimilar(IpAddress destination, Placement.Kind kind);
    }

    /**
     * @param settings of the baseline; its entries lie in four stores: executables, heads, sketches, and the writes of
     *     the open day
     */
    public ExecutableHistories(
            BaselineSettings settings,
            HistoryStore executables,
            HistoryStore heads,
            HistoryStore sketches,
            HistoryStore writesOfDay) {
        this.uncommon = settings.executable();
        this.executables = new StoredEntries(executables);
        this.writesOfDay = writesOfDay;
        crowds = new Crowds(new StoredEntries(sketches), settings.windowDays());
        headEntries = new StoredEntries(heads);
        this.heads = new Heads(headEntries, this.executables, crowds);
    }

    /**
     * Judges by the days before {@code day}, then records the write where {@code recorded}.
     *
     * @param sha256 of the whole content; null: not known
     * @param headSha256 of the first bytes; null: not known
     */
    public Answer see(
            byte[] sha256,
            byte[] headSha256,
            long day,
            long epochNanos,
            IpAddress destination,
            Placement.Kind kind,
            boolean recorded) {
        long host = HostHash.of(destination);
        if (sha256 != null) {
            Entry whole = keys.whole(sha256);
            crowds.see(executables, Crowds.Owner.EXECUTABLE, whole, day, epochNanos, host, recorded);
        } else if (headSha256 != null) {
            heads.seeAlone(keys.head(headSha256), day, epochNanos, host, recorded);
        } else {
            crowds.seeNothing();
        }
        Answer answer = new Answer(crowds.hosts(), crowds.days(), crowds.firstNanos(), crowds.lastNanos());
        if (recorded) {
            if (sha256 != null && headSha256 != null && crowds.headEpoch() != Heads.epoch(day)) {
                heads.see(keys.head(headSha256), keys.whole(sha256), day, epochNanos, host);
            }
            if (sha256 != null) {
                note(keys.whole(sha256), destination, kind, false, day);
            } else if (headSha256 != null) {
                note(keys.markedHead(headSha256), destination, kind, true, day);
            }
        }
        return answer;
    }

    /**
     * Merges what another baseline knew.
     *
     * @param day the last day that the other saw
     */
    public void merge(BaselineEntry entry, long day) {
        Entry key = entry.keyEntry();
        Entry value = entry.valueEntry();
        if (entry.map().equals(WritesOfDay.NAME)) {
            Entry destination = Keys.sized(BaselineMaps.HOST_KEY);
            Entry executable = Keys.sized(BaselineMaps.EXECUTABLE_KEY);
            int ofDay = value.u16(Timed.DAY_AT);
            WritesOfDay.give(
                    key,
                    value,
                    destination,
                    executable,
                    (host, kind, program, byHead) -> note(program, Keys.address(host, 0), kind, byHead, ofDay));
        } else if (entry.map().equals("crowds")) {
            boolean ofHead = entry.owner() == Crowds.Owner.HEAD;
            Entry owner = entry.ownerKey(ofHead ? BaselineMaps.HEAD_KEY : BaselineMaps.EXECUTABLE_KEY);
            crowds.mergeSketch(ofHead ? headEntries : executables, entry.owner(), owner, value, day);
        } else if (entry.about() == BaselineEntry.About.HEAD) {
            heads.makeOwn(key, day);
            crowds.merge(headEntries, Crowds.Owner.HEAD, key, value, day);
        } else {
            crowds.merge(executables, Crowds.Owner.EXECUTABLE, key, value, day);
        }
    }

    private void note(Entry executable, IpAddress destination, Placement.Kind kind, boolean byHead, long day) {
        Entry key = Keys.sized(WRITE_KEY);
        key.copyIn(0, executable.array(), BaselineMaps.EXECUTABLE_KEY);
        Keys.put(key, BaselineMaps.EXECUTABLE_KEY, destination);
        key.u8(WRITE_KEY - 1, kind.ordinal());
        byte[] bytes = key.copyOut(0, WRITE_KEY);
        byte[] noted = {(byte) (byHead ? 1 : 0), (byte) day, (byte) (day >>> Byte.SIZE)};
        if (!Arrays.equals(writesOfDay.get(bytes), noted)) {
            writesOfDay.put(bytes, noted);
        }
    }

    /**
     * Closes the day: reports each destination to which an executable was written that is uncommon by the window with
     * that day, and forgets the day's writes.
     *
     * @param known destinations that received any executable in the window with that day, all parts together
     */
    public void close(long day, long known, Similar similar) {
        List<byte[]> done = new ArrayList<>();
        Entry key = Keys.sized(WRITE_KEY);
        writesOfDay.forEach((bytes, noted) -> {
            key.copyIn(0, bytes, WRITE_KEY);
            done.add(bytes);
            if ((noted[1] & 0xFF | (noted[2] & 0xFF) << Byte.SIZE) != day) {
                return; // of another baseline, from a day that had closed here
            }
            long hosts = noted[0] == 1
                    ? heads.hostsWith(keys.head(bytes), day)
                    : crowds.hostsWith(executables, Crowds.Owner.EXECUTABLE, keys.whole(bytes), day);
            if (uncommon.uncommon(hosts, known)) {
                similar.onSimilar(Keys.address(key, BaselineMaps.EXECUTABLE_KEY), KINDS[key.u8(WRITE_KEY - 1)]);
            }
        });
        done.forEach(bytes -> writesOfDay.put(bytes, null));
    }
}
