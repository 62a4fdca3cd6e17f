package io.sharetap.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/** Removes from stores, little by little, what left the window: entries begin with the day of their last touch. */
final class Sweep {
    static final Duration EVERY = Duration.ofMillis(500);

    private static final int ENTRIES_A_STEP = 1_000;

    private final int windowDays;
    private final List<SectionStore> stores;
    private long day;
    private int store;
    private Bytes from;

    Sweep(int windowDays, SectionStore... stores) {
        this.windowDays = windowDays;
        this.stores = List.of(stores);
        store = stores.length;
    }

    /** A day begins: all stores are gone through once. */
    void begin(long newDay) {
        day = newDay;
        store = 0;
        from = null;
    }

    void step() {
        if (store >= stores.size()) {
            return;
        }
        List<Bytes> past = new ArrayList<>();
        int looked = 0;
        try (KeyValueIterator<Bytes, byte[]> entries = stores.get(store).range(from, null)) {
            while (entries.hasNext() && looked < ENTRIES_A_STEP) {
                KeyValue<Bytes, byte[]> each = entries.next();
                from = each.key;
                looked++;
                int touched = each.value[0] & 0xFF | (each.value[1] & 0xFF) << 8;
                if (day - touched > windowDays + 1) {
                    past.add(each.key);
                }
            }
        }
        past.forEach(stores.get(store)::delete);
        if (looked < ENTRIES_A_STEP) {
            store++;
            from = null;
        }
    }
}
