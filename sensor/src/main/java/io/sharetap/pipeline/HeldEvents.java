package io.sharetap.pipeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Takes events in any order and gives them in {@link HeldEvent#BY_ORDER}. A lane reports nearly all of its events in
 * order. So these are kept in rows, of which only the ends are looked at; an event that is too late for every row goes
 * to a heap.
 */
final class HeldEvents {
    /** The number of rows: as many as there commonly are lanes. */
    private static final int ROWS = 4;

    private final List<ArrayDeque<HeldEvent>> rows = new ArrayList<>(ROWS);
    private final PriorityQueue<HeldEvent> late = new PriorityQueue<>(HeldEvent.BY_ORDER);
    private int size;

    HeldEvents() {
        for (int row = 0; row < ROWS; row++) {
            rows.add(new ArrayDeque<>());
        }
    }

    void add(HeldEvent one) {
        size++;
        for (int row = 0; row < ROWS; row++) {
            HeldEvent last = rows.get(row).peekLast();
            if (last == null || HeldEvent.BY_ORDER.compare(last, one) <= 0) {
                rows.get(row).addLast(one);
                return;
            }
        }
        late.add(one);
    }

    /** The first event in order; null where there is none. */
    HeldEvent peek() {
        ArrayDeque<HeldEvent> row = firstRow();
        return row == null ? late.peek() : row.peekFirst();
    }

    /** Removes that event; there must be one. */
    void remove() {
        ArrayDeque<HeldEvent> row = firstRow();
        if (row == null) {
            late.remove();
        } else {
            row.removeFirst();
        }
        size--;
    }

    /** The row that holds the first event in order; null where the heap holds it, or there is none. */
    private ArrayDeque<HeldEvent> firstRow() {
        ArrayDeque<HeldEvent> firstRow = null;
        HeldEvent first = late.peek();
        for (int row = 0; row < ROWS; row++) {
            HeldEvent one = rows.get(row).peekFirst();
            if (one != null && (first == null || HeldEvent.BY_ORDER.compare(one, first) < 0)) {
                first = one;
                firstRow = rows.get(row);
            }
        }
        return firstRow;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** All events, in no particular order. */
    List<HeldEvent> all() {
        List<HeldEvent> all = new ArrayList<>(size);
        rows.forEach(all::addAll);
        all.addAll(late);
        return all;
    }
}
