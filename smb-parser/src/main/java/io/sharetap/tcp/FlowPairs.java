package io.sharetap.tcp;

import io.sharetap.base.Hosts;
import io.sharetap.base.Share;
import io.sharetap.base.Shares;
import java.util.HashMap;
import java.util.Map;

/** Knows which two hosts have most connections, so that these lose one first where there is no room for another. */
final class FlowPairs {
    private final Map<Hosts, Pair> pairs = new HashMap<>();
    private final Shares shares;

    /** Two hosts with what their connections take. */
    static final class Pair extends Share {
        /** The flows between them. */
        final UseOrder used = new UseOrder();

        final Holding holding = new Holding();
        private final Hosts hosts;

        private Pair(Hosts hosts) {
            this.hosts = hosts;
        }
    }

    /** The flows of two hosts that hold segments back, in the order in which they began to. */
    static final class Holding extends Share {
        final FlowQueue flows = new FlowQueue();
    }

    FlowPairs(int flowsMax) {
        shares = new Shares(flowsMax);
    }

    /** The pair of these ends, with one more flow. */
    Pair enter(FlowKey key) {
        Hosts hosts = new Hosts(key.lowHigh, key.lowLow, key.highHigh, key.highLow);
        Pair pair = pairs.computeIfAbsent(hosts, Pair::new);
        shares.add(pair, 1);
        return pair;
    }

    /** One flow less. */
    void leave(Pair pair) {
        shares.add(pair, -1);
        if (pair.taken() == 0) {
            pairs.remove(pair.hosts, pair);
        }
    }

    /** The flow that is needed least of the two hosts that have more than is fair; null: nobody has. */
    Flow victim() {
        Pair largest = (Pair) shares.largest();
        return largest == null ? null : largest.used.victim();
    }
}
