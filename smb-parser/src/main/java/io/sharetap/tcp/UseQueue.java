package io.sharetap.tcp;

import java.util.Arrays;

/**
 * Gives the flow that was used longest ago. Noting a use costs nothing here, however many flows there are: the heap is
 * sorted by the uses it knows of, and a flow with a later use is moved down when it comes to the top. Each use is
 * sorted in at most once, so the order is exact at the cost of a heap.
 */
final class UseQueue {
    private static final Place[] NONE = {};
    private static final int FIRST_PLACES = 4;

    private Place[] heap = NONE;
    private int size;

    /** A flow's place in one queue. */
    static final class Place {
        private final Flow flow;
        private UseQueue queue;
        private int at;
        /** The use by which the heap is sorted. */
        private long useNumber;

        Place(Flow flow) {
            this.flow = flow;
        }

        boolean isIn(UseQueue other) {
            return queue == other;
        }

        void leave() {
            if (queue != null) {
                queue.remove(this);
            }
        }
    }

    /** Adds a flow that was used just now, and removes it from the queue in which it was. */
    void add(Place place) {
        place.leave();
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, Math.max(FIRST_PLACES, size * 2));
        }
        place.queue = this;
        place.useNumber = place.flow.useNumber;
        put(place, size++);
        rise(place);
    }

    /** The flow that was used longest ago, or null. */
    Flow first() {
        while (size > 0) {
            Place top = heap[0];
            if (top.useNumber == top.flow.useNumber) {
                return top.flow;
            }
            top.useNumber = top.flow.useNumber;
            sink(top);
        }
        return null;
    }

    private void remove(Place place) {
        Place last = heap[--size];
        heap[size] = null;
        if (last != place) {
            put(last, place.at);
            rise(last);
            sink(last);
        }
        place.queue = null;
    }

    private void rise(Place place) {
        while (place.at > 0) {
            Place parent = heap[(place.at - 1) / 2];
            if (parent.useNumber <= place.useNumber) {
                return;
            }
            exchange(parent, place);
        }
    }

    private void sink(Place place) {
        while (true) {
            int child = 2 * place.at + 1;
            if (child >= size) {
                return;
            }
            if (child + 1 < size && heap[child + 1].useNumber < heap[child].useNumber) {
                child++;
            }
            if (heap[child].useNumber >= place.useNumber) {
                return;
            }
            exchange(place, heap[child]);
        }
    }

    private void exchange(Place upper, Place lower) {
        int at = upper.at;
        put(upper, lower.at);
        put(lower, at);
    }

    private void put(Place place, int at) {
        heap[at] = place;
        place.at = at;
    }
}
