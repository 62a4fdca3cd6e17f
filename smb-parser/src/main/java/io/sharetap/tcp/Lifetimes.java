package io.sharetap.tcp;

/**
 * Keeps flows sorted by when they are due, and gives the next one that is due by the clock. Also says which flow goes
 * first where there is no room.
 */
final class Lifetimes {
    /**
     * A connection that has ended is remembered for so long, so that late copies of its segments do not look like a new
     * one.
     */
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

    /** Sets the clock. The queues stay sorted because every entry gets this time. */
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

    /** The flow has begun to wait: it is due in {@link Reassembler#PATIENCE_NANOS}, if it does not wait already. */
    void arm(Flow flow) {
        if (!alarmed.has(flow.alarm)) {
            alarmed.toLast(flow.alarm, clockNanos);
            noneDueBefore = Math.min(noneDueBefore, clockNanos + Reassembler.PATIENCE_NANOS);
        }
    }

    /**
     * The flow waits for bytes that may never come, and has no due time; it is the first to lose its bytes when memory
     * is short.
     */
    void stick(Flow flow) {
        stuck.toLast(flow.alarm, clockNanos);
    }

    void forget(Flow flow) {
        flow.use.leave();
        flow.useOfPair.leave();
        flow.alarm.leave();
    }

    /** The flow that goes when there is no room for another and no host pair has more than its fair share. */
    Flow victim() {
        return used.victim();
    }

    /** The flow that has held bytes longest, or null. */
    Flow longestWaiting() {
        FlowQueue.Link link = stuck.first();
        if (link == null) {
            link = alarmed.first();
        }
        return link == null ? null : link.flow;
    }

    /**
     * A lower bound, by the clock, of when the oldest segment came that waits for its connection's begin;
     * {@code Long.MAX_VALUE} where none waits.
     */
    long waitingFromNanos() {
        FlowQueue.Link link = alarmed.first();
        return link == null ? Long.MAX_VALUE : link.nanos;
    }

    /** The flow that was used longest ago of all, or null. */
    Flow longestUnused() {
        return earlier(earlier(used.closed.first(), used.oneSided.first()), used.twoSided.first());
    }

    /** The flow that is due first, if it is due at {@code nanos}; otherwise null. */
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

    /** When the flow that {@link #due} gave became due. */
    long dueNanos() {
        return dueNanos;
    }

    /** Whether that flow had waited for something; otherwise it was idle for too long. */
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
