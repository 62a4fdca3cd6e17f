package io.sharetap.status;

import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertCodec;
import io.sharetap.alert.AlertUpdate;
import io.sharetap.event.Endpoints;
import io.sharetap.event.ExecutionObserved;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Remembers the latest alerts as they were output, with the writes folded into each since, and the executions of what
 * it wrote. The output's thread adds, threads of HTTP ask.
 */
final class RecentAlerts {
    static final int ALERTS_MAX = 1_000;
    static final long CHARS_MAX = 8 << 20;

    /** A tool creates a service, starts it and opens its pipe; further executions of one alert tell nothing new. */
    static final int EXECUTIONS_MAX = 8;

    private static final int EXECUTION_CHARS_MAX = 1_000;

    private final AlertCodec codec = new AlertCodec();
    private final Deque<Kept> latestFirst = new ArrayDeque<>();
    private final Map<String, Kept> byId = new HashMap<>();
    private long chars;
    private long raised;

    /** An execution of what an alert is about, in words. */
    record Ran(long epochNanos, String words) {}

    /** One alert: its record, the writes folded into it since it was raised, and the executions. */
    static final class Kept {
        final Alert alert;
        final String json;
        private long foldedSince;
        private long updatedNanos;
        private List<Ran> executions = List.of();
        private long chars;

        private Kept(Alert alert, String json) {
            this.alert = alert;
            this.json = json;
            chars = json.length();
        }

        private Kept(Kept same) {
            this(same.alert, same.json);
            foldedSince = same.foldedSince;
            updatedNanos = same.updatedNanos;
            executions = same.executions;
            chars = same.chars;
        }

        /** The first executions, in the order of their time. */
        List<Ran> executions() {
            return executions;
        }

        /** Characters of memory that it takes. */
        long chars() {
            return chars;
        }

        long foldedSince() {
            return foldedSince;
        }

        /** Event time of the last update; 0: there was none. */
        long updatedNanos() {
            return updatedNanos;
        }
    }

    void onAlert(Alert alert) {
        String json = codec.toJson(alert); // made outside of the lock
        synchronized (this) {
            Kept kept = new Kept(alert, json);
            latestFirst.addFirst(kept);
            byId.put(alert.id(), kept);
            chars += kept.chars;
            raised++;
            forgetOldest();
        }
    }

    private void forgetOldest() {
        while (latestFirst.size() > ALERTS_MAX || chars > CHARS_MAX && latestFirst.size() > 1) {
            Kept oldest = latestFirst.removeLast();
            byId.remove(oldest.alert.id(), oldest);
            chars -= oldest.chars;
        }
    }

    /** Adds an execution of what an alert is about. */
    void onExecution(ExecutionObserved execution) {
        String words = execution.inWords() + ", " + execution.sinceWrite();
        String shown = words.length() <= EXECUTION_CHARS_MAX ? words : words.substring(0, EXECUTION_CHARS_MAX) + "…";
        synchronized (this) {
            Kept kept = byId.get(execution.written().alertId());
            if (kept != null && kept.executions.size() < EXECUTIONS_MAX) {
                List<Ran> more = new ArrayList<>(kept.executions);
                more.add(new Ran(execution.epochNanos(), shown));
                kept.executions = List.copyOf(more);
                kept.chars += shown.length();
                chars += shown.length();
                forgetOldest();
            }
        }
    }

    synchronized void onAlertUpdate(AlertUpdate update) {
        Kept kept = byId.get(update.alertId());
        if (kept != null) {
            kept.foldedSince += update.foldedWrites().size();
            kept.updatedNanos = update.epochNanos();
        }
    }

    /** Alerts that were raised since the start, whether remembered or not. */
    synchronized long raised() {
        return raised;
    }

    /**
     * The alerts that match, the latest first; one more than the limit, where there are more. If {@code beforeId} is an
     * alert that was forgotten there are none, as the oldest are forgotten first.
     */
    synchronized List<Kept> latest(AlertQuery query) {
        List<Kept> found = new ArrayList<>();
        boolean reached = query.beforeId() == null;
        for (Iterator<Kept> each = latestFirst.iterator(); each.hasNext() && found.size() <= query.limit(); ) {
            Kept kept = each.next();
            if (reached && query.wants(kept.alert)) {
                found.add(new Kept(kept));
            }
            reached |= kept.alert.id().equals(query.beforeId());
        }
        return found;
    }

    /** Whether one of the alert's hosts has this address or name. */
    static boolean concerns(Alert alert, String host) {
        Endpoints hosts = alert.event().endpoints();
        return host.equals(hosts.client().toString())
                || host.equals(hosts.destination().toString())
                || host.equalsIgnoreCase(hosts.clientName())
                || host.equalsIgnoreCase(hosts.destinationName());
    }
}
