package io.sharetap.fleet;

import java.util.ArrayList;
import java.util.List;

/** Collects items for each part of another step, as one letter with many costs less than many letters. */
final class PartLists<T> {
    private final List<List<T>> lists = new ArrayList<>();

    /** Takes the items for one part. */
    interface Sink<T> {
        void send(int part, List<T> all);
    }

    PartLists(Parts parts) {
        for (int part = 0; part < parts.count(); part++) {
            lists.add(new ArrayList<>());
        }
    }

    void add(int part, T one) {
        lists.get(part).add(one);
    }

    /** Passes on the items of each part, and forgets them. */
    void drain(Sink<T> sink) {
        for (int part = 0; part < lists.size(); part++) {
            if (!lists.get(part).isEmpty()) {
                sink.send(part, lists.set(part, new ArrayList<>()));
            }
        }
    }
}
