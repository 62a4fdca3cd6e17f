package io.sharetap.detect;

import io.sharetap.event.SensorEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Remembers events of the last while, the last few of each key. When it is full, what belongs to the key that had
 * nothing new for longest goes first and is counted.
 */
final class RecentOf<K, E extends SensorEvent> {
    private static final ArrayDeque<?> NOTHING = new ArrayDeque<>(1);

    private long windowNanos;
    private final int max;
    private final int ofKeyMax;
    /** The key that had something last stands last; of a key, the last event does. */
    private final LinkedHashMap<K, ArrayDeque<E>> byKey = new LinkedHashMap<>();

    private int size;
    private long evictions;

    RecentOf(long windowNanos, int max, int ofKeyMax) {
        this.windowNanos = windowNanos;
        this.max = max;
        this.ofKeyMax = ofKeyMax;
    }

    /** From now on what happened within so long counts. */
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

    /** True: so long lies between the two that the one does not count for the other. */
    boolean isFar(E event, long epochNanos) {
        return Math.abs(epochNanos - event.epochNanos()) > windowNanos;
    }

    /** What the key had, the oldest first; some of it may be too old to count. */
    @SuppressWarnings("unchecked")
    Deque<E> of(K key) {
        ArrayDeque<E> ofKey = byKey.get(key);
        return ofKey == null ? (ArrayDeque<E>) NOTHING : ofKey;
    }

    /** True: the key has as much as is remembered of one, so that more may have been forgotten. */
    boolean isFull(K key) {
        return of(key).size() >= ofKeyMax;
    }

    long evictions() {
        return evictions;
    }

    /** All of them; added again in this order they are remembered as now. */
    List<E> all() {
        List<E> all = new ArrayList<>(size);
        byKey.values().forEach(all::addAll);
        return all;
    }
}
