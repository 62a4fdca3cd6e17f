package io.sharetap.tcp;

/** Keeps flows in the order of their last use, and says which of them is needed least. */
final class UseOrder {
    final FlowQueue closed = new FlowQueue();
    final FlowQueue oneSided = new FlowQueue();
    final FlowQueue twoSided = new FlowQueue();

    /** The queue to which a flow belongs as it is now. */
    FlowQueue of(Flow flow) {
        if (flow.closed) {
            return closed;
        }
        return flow.fromLow.deliveredAny() && flow.fromHigh.deliveredAny() ? twoSided : oneSided;
    }

    /** Who has ended, then who was heard from one side only, then who was used longest ago; null: there is no flow. */
    Flow victim() {
        FlowQueue.Link link = closed.first();
        if (link == null) {
            link = oneSided.first();
        }
        if (link == null) {
            link = twoSided.first();
        }
        return link == null ? null : link.flow;
    }
}
