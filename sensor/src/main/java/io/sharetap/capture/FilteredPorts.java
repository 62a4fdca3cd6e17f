package io.sharetap.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Knows which TCP ports the kernel is to let through beside the usual, and has its filter changed. To compile one takes
 * the thread that fetches frames two milliseconds, and with all the ports that may be learnt 25; whoever sends what
 * looks like answers of an endpoint mapper can have them change as fast as he likes. So a learnt port is in force at
 * once as long as few are new, as its first connection follows within a moment, and a little later where many are.
 */
final class FilteredPorts {
    /** So many changes may come at once. */
    static final int CHANGES_AT_ONCE = 8;
    /** Beyond, there is one in that time. */
    static final long NANOS_A_CHANGE = 250_000_000L;

    private final Consumer<List<String>> change;
    private List<Integer> ofSmb;
    private List<Integer> ofCalls = List.of();
    /** Where each change takes its time one behind the other: when all are done. */
    private long paidNanos;

    private boolean timed;
    private volatile boolean waits;

    /** @param change takes the new filters, as {@link KernelFilter#expressions} gives them */
    FilteredPorts(List<Integer> ofSmb, Consumer<List<String>> change) {
        this.ofSmb = List.copyOf(ofSmb);
        this.change = change;
    }

    /** The user wants SMB to be looked for on these: at once. */
    synchronized void ofSmb(List<Integer> ports) {
        ofSmb = List.copyOf(ports);
        apply();
    }

    /** Servers gave these out for DCE/RPC; false: the change waits for its time, which somebody has to tell. */
    synchronized boolean ofCalls(List<Integer> ports, long nowNanos) {
        ofCalls = List.copyOf(ports);
        waits = true;
        onTime(nowNanos);
        return !waits;
    }

    /** Called again and again, so that no change waits for longer than it has to. */
    void onTime(long nowNanos) {
        if (waits) {
            applyIfDue(nowNanos);
        }
    }

    /** True: a change waits for its time. */
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
