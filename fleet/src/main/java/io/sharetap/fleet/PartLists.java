package io.sharetap.fleet;

import java.util.ArrayList;
import java.util.List;

/** Gathers what goes to each part of another step: one letter that carries much costs less than many. */
final class PartLists<T> {
    private final List<List<T>> lists = new ArrayList<>();

    /** Takes what goes to one part. */
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

    /** Gives each part what waits for it; then nothing waits. */
    void drain(Sink<T> sink) {
        for (int part = 0; part < lists.size(); part++) {
            if (!lists.get(part).isEmpty()) {
                sink.send(part, lists.set(part, new ArrayList<>()));
            }
        }
    }
}
