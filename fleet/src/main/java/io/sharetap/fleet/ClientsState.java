package io.sharetap.fleet;

import io.sharetap.baseline.ObservedDays;
import io.sharetap.baseline.Rarity;
import java.nio.ByteBuffer;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;

/** Keeps how far the clients' step of a part has come, in a store. */
final class ClientsState {
    /** The key in the store. */
    static final Bytes KEY = Bytes.wrap(new byte[] {0});

    private final SectionStore store;
    private final TreeSet<Long> laterDays = new TreeSet<>();
    private long newest;
    private long noneOlder;
    private byte[] releasedTo = EventKey.before(Long.MIN_VALUE);
    private long openDay = ObservedDays.NONE;
    private long known;
    private Rarity.BaselineStatus status = new Rarity.BaselineStatus(Rarity.State.COLD, 0);
    private boolean changed;

    ClientsState(SectionStore store) {
        this.store = store;
        byte[] kept = store.get(KEY);
        if (kept != null) {
            read(ByteBuffer.wrap(kept));
        }
    }

    /** The stored state, to be read; null where there is none. */
    static ClientsState kept(byte[] bytes) {
        ClientsState state = new ClientsState();
        if (bytes != null) {
            state.read(ByteBuffer.wrap(bytes));
        }
        return state;
    }

    private ClientsState() {
        store = null;
    }

    private void read(ByteBuffer in) {
        newest = in.getLong();
        in.get(releasedTo);
        openDay = in.getLong();
        known = in.getLong();
        status = new Rarity.BaselineStatus(Rarity.State.values()[in.get()], in.get());
        while (in.hasRemaining()) {
            laterDays.add(in.getLong());
        }
    }

    /** Stores the state, if it has changed. */
    void save() {
        if (!changed) {
            return;
        }
        changed = false;
        ByteBuffer out = ByteBuffer.allocate(Long.BYTES * (3 + laterDays.size()) + EventKey.LENGTH + 2)
                .putLong(newest)
                .put(releasedTo)
                .putLong(openDay)
                .putLong(known)
                .put((byte) status.state().ordinal())
                .put((byte) status.observedDays());
        laterDays.forEach(out::putLong);
        store.put(KEY, out.array());
    }

    /** An event of this time came: its day counts as observed. */
    void came(long epochNanos) {
        long day = ObservedDays.dayOf(epochNanos);
        if (day > openDay && laterDays.add(day)) {
            changed = true;
        }
        if (epochNanos > newest) {
            newest = epochNanos;
            changed = true;
        }
    }

    /** The newest event of all parts has this time, and nothing that came before it is unread here. */
    void noneOlderThan(long epochNanos) {
        noneOlder = Math.max(noneOlder, epochNanos);
    }

    /** The time before which no event will come any more; 0: not known. */
    long completeNanos(long latenessNanos) {
        return Math.max(0, Math.max(newest, noneOlder) - latenessNanos);
    }

    void open(Letter.Open open) {
        openDay = open.day();
        known = open.known();
        status = new Rarity.BaselineStatus(open.state(), open.observedDays());
        laterDays.headSet(openDay, true).clear();
        changed = true;
    }

    void releasedTo(byte[] key) {
        releasedTo = key;
        changed = true;
    }

    byte[] releasedTo() {
        return releasedTo;
    }

    long newestNanos() {
        return newest;
    }

    long openDay() {
        return openDay;
    }

    long known() {
        return known;
    }

    Rarity.BaselineStatus status() {
        return status;
    }

    /** The first day after the open one of which an event came. */
    long nextDay() {
        return laterDays.isEmpty() ? ObservedDays.NONE : laterDays.first();
    }
}
