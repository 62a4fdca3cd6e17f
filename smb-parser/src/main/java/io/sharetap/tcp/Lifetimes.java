package io.sharetap.tcp;

/**
 * Keeps the flows in the orders in which their times come, and says whose time has come by the clock; also who has to
 * go first where there is no room.
 */
final class Lifetimes {
    /** A connection that has ended is remembered for so long, so that late copies do not look like a new one. */
    static final long CLOSED_NANOS = 60_000_000_000L;

    private final UseOrder used = new UseOrder();
    private final FlowQueue alarmed = new FlowQueue();
    private final FlowQueue stuck = new FlowQueue();
    private final long idleNanos;

    private long uses;
    private long clockNanos;
    private long noneDueBefore;
    private long dueNanos;
    private boolean alarmDue;

    Lifetimes(long idleNanos) {
        this.idleNanos = idleNanos;
    }

    /** It is so late now. Queues stay in order because all that enters them does so with this time. */
    void setClock(long nanos) {
        clockNanos = nanos;
    }

    /** A segment of this flow came, or it ended. */
    void onUse(Flow flow) {
        flow.useNumber = ++uses;
        flow.useNanos = clockNanos;
        UseQueue queue = used.of(flow);
        if (!flow.use.isIn(queue)) {
            queue.add(flow.use);
            flow.pair.used.of(flow).add(flow.useOfPair);
        }
        long lifeNanos = flow.closed ? CLOSED_NANOS : idleNanos;
        noneDueBefore = Math.min(noneDueBefore, clockNanos + lifeNanos);
    }

    /** The flow has something to wait for: it is due in {@link Reassembler#PATIENCE_NANOS}, if it is not yet. */
    void arm(Flow flow) {
        if (!alarmed.has(flow.alarm)) {
            alarmed.toLast(flow.alarm, clockNanos);
            noneDueBefore = Math.min(noneDueBefore, clockNanos + Reassembler.PATIENCE_NANOS);
        }
    }

    /** The flow waits for what no time can bring; its bytes are the first to go when memory is short. */
    void stick(Flow flow) {
        stuck.toLast(flow.alarm, clockNanos);
    }

    void forget(Flow flow) {
        flow.use.leave();
        flow.useOfPair.leave();
        flow.alarm.leave();
    }

    /** Who goes when there is no room for another flow and nobody has more than is fair. */
    Flow victim() {
        return used.victim();
    }

    /** Who has been holding bytes for longest, or null. */
    Flow longestWaiting() {
        FlowQueue.Link link = stuck.first();
        if (link == null) {
            link = alarmed.first();
        }
        return link == null ? null : link.flow;
    }

    /**
     * A lower bound for when, by the clock, that came which waits for its connection's start; the highest number:
     * nothing.
     */
    long waitingFromNanos() {
        FlowQueue.Link link = alarmed.first();
        return link == null ? Long.MAX_VALUE : link.nanos;
    }

    /** The flow that was used longest ago of all, or null. */
    Flow longestUnused() {
        return earlier(earlier(used.closed.first(), used.oneSided.first()), used.twoSided.first());
    }

    /** The flow whose time came first, and has come at {@code nanos}; null: none. */
    Flow due(long nanos) {
        if (nanos < noneDueBefore) {
            return null;
        }
        dueNanos = Long.MAX_VALUE;
        Flow found = sooner(null, used.closed.first(), CLOSED_NANOS);
        found = sooner(found, used.oneSided.first(), idleNanos);
        found = sooner(found, used.twoSided.first(), idleNanos);
        FlowQueue.Link alarm = alarmed.first();
        alarmDue = alarm != null && alarm.nanos + Reassembler.PATIENCE_NANOS < dueNanos;
        if (alarmDue) {
            dueNanos = alarm.nanos + Reassembler.PATIENCE_NANOS;
            found = alarm.flow;
        }
        if (dueNanos > nanos) {
            noneDueBefore = dueNanos;
            return null;
        }
        return found;
    }

    /** When the time of the flow that {@link #due} gave had come. */
    long dueNanos() {
        return dueNanos;
    }

    /** True: that flow waited for something. False: it was not used for too long. */
    boolean isAlarmDue() {
        return alarmDue;
    }

    private Flow sooner(Flow found, Flow other, long lifeNanos) {
        if (other == null || other.useNanos + lifeNanos >= dueNanos) {
            return found;
        }
        dueNanos = other.useNanos + lifeNanos;
        return other;
    }

    private static Flow earlier(Flow found, Flow other) {
        return found == null || other != null && other.useNanos < found.useNanos ? other : found;
    }
}
