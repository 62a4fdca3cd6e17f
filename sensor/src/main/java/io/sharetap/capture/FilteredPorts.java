package io.sharetap.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps the list of TCP ports that the kernel's filter lets through besides the usual ones, and has the filter changed
 * when the list does. To compile a filter takes the capture thread 2 ms, and 25 ms with as many ports as may be learnt.
 * Anyone who sends what looks like answers of an endpoint mapper could cause changes as fast as he likes. So the rate
 * is limited: a learnt port is let through at once while few are new, since its first connection follows within a
 * moment, and with a delay when many are.
 */
final class FilteredPorts {
    /** So many changes may follow each other without a delay. */
    static final int CHANGES_AT_ONCE = 8;
    /** Beyond them, one change is allowed in this time. */
    static final long NANOS_A_CHANGE = 250_000_000L;

    private final Consumer<List<String>> change;
    private List<Integer> ofSmb;
    private List<Integer> ofCalls = List.of();
    /** The time up to which the changes made so far have used up the allowance of one per {@link #NANOS_A_CHANGE}. */
    private long paidNanos;

    private boolean timed;
    private volatile boolean waits;

    /** @param change takes the new filters, as {@link KernelFilter#expressions} gives them */
    FilteredPorts(List<Integer> ofSmb, Consumer<List<String>> change) {
        this.ofSmb = List.copyOf(ofSmb);
        this.change = change;
    }

    /** Sets the ports on which the user wants SMB to be looked for; in force at once. */
    synchronized void ofSmb(List<Integer> ports) {
        ofSmb = List.copyOf(ports);
        apply();
    }

    /**
     * Sets the ports that servers gave out for DCE/RPC. Returns false where the change is delayed: {@link #onTime} must
     * then be called until {@link #waits} is false.
     */
    synchronized boolean ofCalls(List<Integer> ports, long nowNanos) {
        ofCalls = List.copyOf(ports);
        waits = true;
        onTime(nowNanos);
        return !waits;
    }

    /** Makes a delayed change once its time has come; to be called repeatedly. */
    void onTime(long nowNanos) {
        if (waits) {
            applyIfDue(nowNanos);
        }
    }

    /** Whether a change is delayed. */
    boolean waits() {
        return waits;
    }

    private synchronized void applyIfDue(long nowNanos) {
        paidNanos = timed ? Math.max(paidNanos - nowNanos, 0) + nowNanos : nowNanos;
        timed = true;
        if (waits && paidNanos - nowNanos <= (CHANGES_AT_ONCE - 1) * NANOS_A_CHANGE) {
            paidNanos += NANOS_A_CHANGE;
            apply();
        }
    }

    private void apply() {
        waits = false;
        List<Integer> all = new ArrayList<>(ofSmb);
        all.addAll(ofCalls);
        change.accept(KernelFilter.expressions(all));
    }
}
