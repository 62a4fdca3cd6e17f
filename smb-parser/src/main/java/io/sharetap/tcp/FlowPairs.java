package io.sharetap.tcp;

import io.sharetap.base.Hosts;
import io.sharetap.base.Share;
import io.sharetap.base.Shares;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the connections of each host pair, so that the pair with too many is the first to lose one when the table is
 * full.
 */
final class FlowPairs {
    private final Map<Hosts, Pair> pairs = new HashMap<>();
    private final Shares shares;

    /** Two hosts and their number of connections. */
    static final class Pair extends Share {
        /** The flows between them. */
        final UseOrder used = new UseOrder();

        final Holding holding = new Holding();
        private final Hosts hosts;

        private Pair(Hosts hosts) {
            this.hosts = hosts;
        }
    }

    /** The flows of a host pair that hold segments, in the order in which they began to. */
    static final class Holding extends Share {
        final FlowQueue flows = new FlowQueue();
    }

    FlowPairs(int flowsMax) {
        shares = new Shares(flowsMax);
    }

    /** Adds a flow to the pair of its ends, and returns the pair. */
    Pair enter(FlowKey key) {
        Hosts hosts = new Hosts(key.lowHigh, key.lowLow, key.highHigh, key.highLow);
        Pair pair = pairs.computeIfAbsent(hosts, Pair::new);
        shares.add(pair, 1);
        return pair;
    }

    /** Removes a flow. */
    void leave(Pair pair) {
        shares.add(pair, -1);
        if (pair.taken() == 0) {
            pairs.remove(pair.hosts, pair);
        }
    }

    /** The flow to drop, of the pair with more than its fair share; null where no pair has more. */
    Flow victim() {
        Pair largest = (Pair) shares.largest();
        return largest == null ? null : largest.used.victim();
    }
}
