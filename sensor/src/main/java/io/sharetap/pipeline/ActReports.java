package io.sharetap.pipeline;

import io.sharetap.base.Moment;
import io.sharetap.event.ClientAct;
import io.sharetap.event.EventId;
import io.sharetap.smb.SmbSession;
import io.sharetap.smb.SmbTree;
import io.sharetap.tcp.Connection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reports what clients of one lane did beside writing. What a client does again and again, such as opening the same
 * pipe, is reported once in ten minutes; what it was refused is reported each time.
 */
final class ActReports {
    private static final String ACTIVITY = "smb-client-activity";
    private static final long AGAIN_NANOS = 600_000_000_000L;
    private static final int WHAT_CHARS_MAX = 1_024;
    private static final int REMEMBERED_MAX = 16_384;

    private final EventHosts hosts;
    private final ReportSink reports;
    private final Map<Act, Long> lastNanos = new LinkedHashMap<>(16, 0.75f, false) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Act, Long> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    private record Act(
            long clientHigh, long clientLow, long serverHigh, long serverLow, ClientAct.Kind kind, String what) {}

    ActReports(EventHosts hosts, ReportSink reports) {
        this.hosts = hosts;
        this.reports = reports;
    }

    /** It is reported unless the same was, minutes ago. */
    void again(Connection connection, SmbSession session, ClientAct.Kind kind, String what, Moment now) {
        Act act = new Act(
                connection.clientHigh(),
                connection.clientLow(),
                connection.serverHigh(),
                connection.serverLow(),
                kind,
                what == null ? "" : what.toLowerCase(Locale.ROOT));
        Long last = lastNanos.get(act);
        if (last != null && now.clockNanos() - last < AGAIN_NANOS) {
            return;
        }
        lastNanos.remove(act);
        lastNanos.put(act, now.clockNanos());
        each(connection, session, kind, what, now);
    }

    /** @param session null: there is none yet */
    void each(Connection connection, SmbSession session, ClientAct.Kind kind, String what, Moment now) {
        String shown = what == null || what.length() <= WHAT_CHARS_MAX ? what : what.substring(0, WHAT_CHARS_MAX);
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

    /** {@code share\path}, as far as it is known. */
    static String place(SmbTree tree, String path) {
        return (tree == null ? "?" : tree.share()) + '\\' + (path == null ? "?" : path);
    }
}
