package io.sharetap.pipeline;

import io.sharetap.base.Ledger;
import io.sharetap.base.Moment;
import io.sharetap.frame.Segment;

/** A lane that does nothing and holds nothing; tests override what they are about. */
class IdleLane implements Lane {
    private final Ledger ledger = new Ledger();

    @Override
    public void onSegment(Segment segment) {
        // Nothing is made of it.
    }

    @Override
    public void giveUp(Segment segment) {
        // There is no state to drop.
    }

    @Override
    public void onTick(Moment now) {
        // Time changes nothing.
    }

    @Override
    public long reportsFromNanos() {
        return Long.MAX_VALUE;
    }

    @Override
    public void onEnd(Moment now) {
        // Nothing is left to be reported.
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }
}
