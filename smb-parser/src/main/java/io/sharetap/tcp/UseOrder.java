package io.sharetap.tcp;

/** Keeps flows in the order of their last use, and says which of them is needed least. */
final class UseOrder {
    final UseQueue closed = new UseQueue();
    final UseQueue oneSided = new UseQueue();
    final UseQueue twoSided = new UseQueue();

    /** The queue to which a flow belongs as it is now. */
    UseQueue of(Flow flow) {
        if (flow.closed) {
            return closed;
        }
        return flow.fromLow.deliveredAny() && flow.fromHigh.deliveredAny() ? twoSided : oneSided;
    }

    /** Who has ended, then who was heard from one side only, then who was used longest ago; null: there is no flow. */
    Flow victim() {
        Flow flow = closed.first();
        if (flow == null) {
            flow = oneSided.first();
        }
        return flow == null ? twoSided.first() : flow;
    }
}
