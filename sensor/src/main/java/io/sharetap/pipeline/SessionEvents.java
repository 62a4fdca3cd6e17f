package io.sharetap.pipeline;

import io.sharetap.base.Moment;
import io.sharetap.event.BlindSession;
import io.sharetap.event.ClientAct;
import io.sharetap.event.EventId;
import io.sharetap.smb.SessionSink;
import io.sharetap.smb.SmbOpen;
import io.sharetap.smb.SmbSession;
import io.sharetap.smb.SmbTree;
import io.sharetap.tcp.Connection;
import java.util.Locale;

/**
 * Takes what one lane learns of sessions, and reports days with SMB, domain controllers, acts of clients, and sessions
 * that cannot be seen.
 */
final class SessionEvents implements SessionSink {
    private static final String BLIND = "smb-blind";

    private final EventHosts hosts;
    private final ActReports acts;
    private final ReportSink reports;

    SessionEvents(EventHosts hosts, ActReports acts, ReportSink reports) {
        this.hosts = hosts;
        this.acts = acts;
        this.reports = reports;
    }

    @Override
    public void onSmbSeen(Connection connection, Moment now) {
        reports.onReport(new Report.SmbSeen(now.epochNanos()));
    }

    /** Detects domain controllers by the two shares that each of them serves, and other hosts do not. */
    @Override
    public void onTree(SmbSession session, SmbTree tree, Moment now) {
        acts.again(session.connection(), session, ClientAct.Kind.SHARE, tree.share(), now);
        if ("SYSVOL".equalsIgnoreCase(tree.share()) || "NETLOGON".equalsIgnoreCase(tree.share())) {
            reports.onReport(new Report.ServedDomain(
                    EventHosts.serverOf(session.connection()), now.epochNanos(), now.frameNumber()));
        }
    }

    @Override
    public void onRefusedLogon(Connection connection, String user, Moment now) {
        acts.each(connection, null, ClientAct.Kind.REFUSED_LOGON, user, now);
    }

    @Override
    public void onRefusedTree(SmbSession session, String path, Moment now) {
        String share = path.substring(path.lastIndexOf('\\') + 1);
        acts.each(session.connection(), session, ClientAct.Kind.REFUSED_OPEN, share, now);
    }

    @Override
    public void onRefusedOpen(SmbSession session, SmbTree tree, String path, Moment now) {
        acts.each(session.connection(), session, ClientAct.Kind.REFUSED_OPEN, ActReports.place(tree, path), now);
    }

    @Override
    public void onProgramRead(SmbOpen open, Moment now) {
        acts.again(
                open.connection(),
                open.session(),
                ClientAct.Kind.PROGRAM_READ,
                ActReports.place(open.tree(), open.path()),
                now);
    }

    @Override
    public void onOpenMet(SmbOpen open, Moment now) {
        Connection connection = open.connection();
        String sessionId = EventHosts.hex(open.session().sessionId());
        reports.onReport(new Report.OpenMet(
                UsedApart.open(sessionId, EventHosts.fileIdOf(open)),
                EventHosts.clientOf(connection),
                EventHosts.serverOf(connection),
                now.epochNanos(),
                connection.handshakeSeen()));
    }

    @Override
    public void onBlind(SmbSession session, BlindReason reason, Moment now) {
        Connection connection = session.connection();
        String text = reason.name().toLowerCase(Locale.ROOT);
        String id = EventId.of(
                BLIND,
                now.epochNanos(),
                EventHosts.clientOf(connection),
                EventHosts.serverOf(connection),
                EventHosts.hex(session.sessionId()),
                text,
                Long.toString(now.frameNumber()));
        reports.onReport(new Report.Happened(new BlindSession(
                now.epochNanos(),
                now.frameNumber(),
                id,
                hosts.endpointsOf(connection, session),
                hosts.contextOf(session),
                text)));
    }
}
