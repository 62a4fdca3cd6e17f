package io.sharetap.tcp;

/** Keeps flows in the order of their last use, and says which can be dropped at the least cost. */
final class UseOrder {
    final UseQueue closed = new UseQueue();
    final UseQueue oneSided = new UseQueue();
    final UseQueue twoSided = new UseQueue();

    /** The queue for a flow in its present state. */
    UseQueue of(Flow flow) {
        if (flow.closed) {
            return closed;
        }
        return flow.fromLow.deliveredAny() && flow.fromHigh.deliveredAny() ? twoSided : oneSided;
    }

    /**
     * The flow to drop: one that has ended, else one seen from one side only, else the one used longest ago; null:
     * there is none.
     */
    Flow victim() {
        Flow flow = closed.first();
        if (flow == null) {
            flow = oneSided.first();
        }
        return flow == null ? twoSided.first() : flow;
    }
}
