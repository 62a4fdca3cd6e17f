package io.sharetap.pipeline;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.event.ClientAct;
import io.sharetap.event.EventId;
import io.sharetap.smb.SmbSession;
import io.sharetap.smb.SmbTree;
import io.sharetap.tcp.Connection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Reports what clients of one lane did besides writing. An act that a client repeats, such as opening the same pipe, is
 * reported once in ten minutes; refusals are reported each time.
 */
final class ActReports {
    private static final String ACTIVITY = "smb-client-activity";
    private static final long AGAIN_NANOS = 600_000_000_000L;
    private static final int WHAT_CHARS_MAX = 1_024;

    private final EventHosts hosts;
    private final ReportSink reports;
    private final Ledger ledger;
    private final int max;
    /** When each act was reported last, the oldest first, by the capture's clock. */
    private final Map<Act, Long> lastNanos = new LinkedHashMap<>();

    private record Act(
            long clientHigh, long clientLow, long serverHigh, long serverLow, ClientAct.Kind kind, String what) {
        /**
         * Written by hand, like {@link #hashCode}: the methods generated for records are slow until they are compiled.
         */
        @Override
        public boolean equals(Object other) {
            return other instanceof Act act
                    && clientHigh == act.clientHigh
                    && clientLow == act.clientLow
                    && serverHigh == act.serverHigh
                    && serverLow == act.serverLow
                    && kind == act.kind
                    && Objects.equals(what, act.what);
        }

        @Override
        public int hashCode() {
            int hash = Long.hashCode(clientHigh);
            hash = 31 * hash + Long.hashCode(clientLow);
            hash = 31 * hash + Long.hashCode(serverHigh);
            hash = 31 * hash + Long.hashCode(serverLow);
            hash = 31 * hash + kind.hashCode();
            return 31 * hash + Objects.hashCode(what);
        }
    }

    /** @param ledger counts acts that are forgotten before their ten minutes are over */
    ActReports(Limits limits, Ledger ledger, EventHosts hosts, ReportSink reports) {
        max = limits.clientActsMax();
        this.ledger = ledger;
        this.hosts = hosts;
        this.reports = reports;
    }

    /** Reports an act, unless the same was reported within the last ten minutes. */
    void again(Connection connection, SmbSession session, ClientAct.Kind kind, String what, Moment now) {
        Act act = new Act(
                connection.clientHigh(),
                connection.clientLow(),
                connection.serverHigh(),
                connection.serverLow(),
                kind,
                what == null ? "" : shown(what).toLowerCase(Locale.ROOT));
        Long last = lastNanos.get(act);
        if (last != null && now.clockNanos() - last < AGAIN_NANOS) {
            return;
        }
        lastNanos.remove(act);
        lastNanos.put(act, now.clockNanos());
        forgetOldest(now);
        each(connection, session, kind, what, now);
    }

    private void forgetOldest(Moment now) {
        while (lastNanos.size() > max) {
            Iterator<Long> oldest = lastNanos.values().iterator();
            if (now.clockNanos() - oldest.next() < AGAIN_NANOS) {
                ledger.note(Anomaly.CLIENT_ACTS_FULL);
            }
            oldest.remove();
        }
    }

    /**
     * Reports an act each time.
     *
     * @param session null: there is none yet
     */
    void each(Connection connection, SmbSession session, ClientAct.Kind kind, String what, Moment now) {
        String shown = shown(what);
        String id = EventId.of(
                ACTIVITY,
                now.epochNanos(),
                EventHosts.clientOf(connection),
                EventHosts.serverOf(connection),
                session == null ? null : EventHosts.hex(session.sessionId()),
                kind.name(),
                shown,
                Long.toString(now.frameNumber()));
        reports.onReport(new Report.Happened(new ClientAct(
                now.epochNanos(),
                now.frameNumber(),
                id,
                hosts.endpointsOf(connection, session),
                session == null ? null : hosts.contextOf(session),
                kind,
                shown)));
    }

    /** The part that is reported and remembered: a client that chooses a name chooses its length. */
    private static String shown(String what) {
        return what == null || what.length() <= WHAT_CHARS_MAX ? what : what.substring(0, WHAT_CHARS_MAX);
    }

    /** {@code share\path}, as far as it is known. */
    static String place(SmbTree tree, String path) {
        return (tree == null ? "?" : tree.share()) + '\\' + (path == null ? "?" : path);
    }
}
