package io.sharetap.tcp;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.frame.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Uses flows at random, and compares who was used longest ago with a list that each use puts in order. */
class UseQueueTest {
    private static final int FLOWS = 300;
    private static final int STEPS = 100_000;

    private final UseQueue queue = new UseQueue();
    private final List<Flow> order = new ArrayList<>();
    private long uses;

    @Test
    void givesTheOneUsedLongestAgo() {
        assertNull(queue.first());
        List<Flow> flows = flows();
        Random random = new Random(1);
        for (int step = 0; step < STEPS; step++) {
            Flow flow = flows.get(random.nextInt(FLOWS));
            switch (random.nextInt(20)) {
                case 0 -> {
                    flow.use.leave();
                    order.remove(flow);
                }
                case 1 -> assertSame(order.isEmpty() ? null : order.get(0), queue.first(), "step " + step);
                default -> use(flow);
            }
        }
        while (!order.isEmpty()) {
            Flow first = order.remove(0);
            assertSame(first, queue.first());
            first.use.leave();
        }
        assertNull(queue.first());
    }

    private void use(Flow flow) {
        flow.useNumber = ++uses;
        if (!flow.use.isIn(queue)) {
            queue.add(flow.use);
        }
        order.remove(flow);
        order.add(flow);
    }

    private static List<Flow> flows() {
        FlowPairs pairs = new FlowPairs(FLOWS);
        List<Flow> flows = new ArrayList<>();
        for (int i = 0; i < FLOWS; i++) {
            FlowKey key = new FlowKey();
            key.lowPort = i;
            flows.add(new Flow(
                    key,
                    pairs.enter(key),
                    new Segment(),
                    new HoldPool(1 << 20),
                    new PassedBytes(),
                    Limits.defaults(),
                    new Ledger()));
        }
        return flows;
    }
}
