package io.sharetap.tcp;

/**
 * Keeps flows in the order in which something last happened to them, and gives the one to which it happened longest
 * ago. Each step has a constant cost, whatever the number of flows.
 */
final class FlowQueue {
    private final Link ends = new Link(null);

    FlowQueue() {
        ends.next = ends;
        ends.previous = ends;
    }

    /** Moves a flow's link to the end, wherever it was before. */
    void toLast(Link link, long nanos) {
        link.nanos = nanos;
        if (ends.previous == link) {
            return;
        }
        link.leave();
        link.queue = this;
        link.previous = ends.previous;
        link.next = ends;
        ends.previous.next = link;
        ends.previous = link;
    }

    boolean has(Link link) {
        return link.queue == this;
    }

    /** The link that has been in the queue longest, or null. */
    Link first() {
        return ends.next == ends ? null : ends.next;
    }

    /** A flow's place in one queue, and what the clock showed when it was put there. */
    static final class Link {
        final Flow flow;
        long nanos;
        private FlowQueue queue;
        private Link previous;
        private Link next;

        Link(Flow flow) {
            this.flow = flow;
        }

        boolean isQueued() {
            return queue != null;
        }

        void leave() {
            if (queue != null) {
                previous.next = next;
                next.previous = previous;
                previous = null;
                next = null;
                queue = null;
            }
        }
    }
}
