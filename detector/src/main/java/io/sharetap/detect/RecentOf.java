package io.sharetap.detect;

import io.sharetap.event.SensorEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Remembers recent events, the last few of each key. When it is full, the events of the key that had nothing new for
 * longest are dropped and counted.
 */
final class RecentOf<K, E extends SensorEvent> {
    private static final ArrayDeque<?> NOTHING = new ArrayDeque<>(1);

    private long windowNanos;
    private final int max;
    private final int ofKeyMax;
    /** The key with the latest event is last; for each key, its latest event is last. */
    private final LinkedHashMap<K, ArrayDeque<E>> byKey = new LinkedHashMap<>();

    private int size;
    private long evictions;

    RecentOf(long windowNanos, int max, int ofKeyMax) {
        this.windowNanos = windowNanos;
        this.max = max;
        this.ofKeyMax = ofKeyMax;
    }

    /** Sets the window for further events. */
    void lookBack(long nanos) {
        windowNanos = nanos;
    }

    void add(K key, E event) {
        removeFarFrom(event.epochNanos());
        ArrayDeque<E> ofKey = byKey.remove(key);
        if (ofKey == null) {
            ofKey = new ArrayDeque<>();
        }
        while (!ofKey.isEmpty() && isFar(ofKey.peekFirst(), event.epochNanos())) {
            ofKey.removeFirst();
            size--;
        }
        if (ofKey.size() >= ofKeyMax) {
            ofKey.removeFirst();
            size--;
            evictions++;
        }
        if (size >= max && !byKey.isEmpty()) {
            int evicted = byKey.remove(byKey.keySet().iterator().next()).size();
            size -= evicted;
            evictions += evicted;
        }
        ofKey.addLast(event);
        size++;
        byKey.put(key, ofKey);
    }

    void clear() {
        byKey.clear();
        size = 0;
    }

    private void removeFarFrom(long epochNanos) {
        Iterator<ArrayDeque<E>> oldest = byKey.values().iterator();
        while (oldest.hasNext()) {
            ArrayDeque<E> ofKey = oldest.next();
            if (!isFar(ofKey.peekLast(), epochNanos)) {
                return;
            }
            size -= ofKey.size();
            oldest.remove();
        }
    }

    /** Whether the event lies outside of the window around this time, and so does not count. */
    boolean isFar(E event, long epochNanos) {
        return Math.abs(epochNanos - event.epochNanos()) > windowNanos;
    }

    /** The events of a key, the oldest first; some may be too old to count. */
    @SuppressWarnings("unchecked")
    Deque<E> of(K key) {
        ArrayDeque<E> ofKey = byKey.get(key);
        return ofKey == null ? (ArrayDeque<E>) NOTHING : ofKey;
    }

    /** Whether the key has as many events as are remembered, so that more may have been forgotten. */
    boolean isFull(K key) {
        return of(key).size() >= ofKeyMax;
    }

    long evictions() {
        return evictions;
    }

    /** All events, in an order in which they can be added again to the same effect. */
    List<E> all() {
        List<E> all = new ArrayList<>(size);
        byKey.values().forEach(all::addAll);
        return all;
    }
}
