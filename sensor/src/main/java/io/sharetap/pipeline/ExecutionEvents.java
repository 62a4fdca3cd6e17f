package io.sharetap.pipeline;

import io.sharetap.base.Moment;
import io.sharetap.event.ClientAct;
import io.sharetap.event.EventId;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.SmbContext;
import io.sharetap.rpc.RemoteExecution;
import io.sharetap.rpc.RpcSink;
import io.sharetap.smb.SmbOpen;
import io.sharetap.smb.SmbSession;
import io.sharetap.tcp.Connection;

/** Takes what clients of one lane made servers run, and reports it in the form of records. */
final class ExecutionEvents implements RpcSink {
    private static final String EXECUTION = "smb-execution-observed";

    private final EventHosts hosts;
    private final ActReports acts;
    private final ReportSink reports;

    ExecutionEvents(EventHosts hosts, ActReports acts, ReportSink reports) {
        this.hosts = hosts;
        this.acts = acts;
        this.reports = reports;
    }

    @Override
    public void onPipe(SmbOpen pipe, Moment now) {
        acts.again(
                pipe.connection(),
                pipe.session(),
                ClientAct.Kind.PIPE,
                ActReports.place(pipe.tree(), pipe.path()),
                now);
    }

    @Override
    public void onObjectCall(Connection connection, SmbSession session, String method, Moment now) {
        acts.again(connection, session, ClientAct.Kind.OBJECT_CALL, method, now);
    }

    @Override
    public void onExecution(RemoteExecution execution, Moment now) {
        Connection connection = execution.connection();
        SmbSession session = execution.session();
        String id = EventId.of(
                EXECUTION,
                now.epochNanos(),
                EventHosts.clientOf(connection),
                EventHosts.serverOf(connection),
                session == null ? null : EventHosts.hex(session.sessionId()),
                execution.via(),
                execution.act(),
                execution.name(),
                execution.command(),
                Long.toString(now.frameNumber()));
        SmbContext context = session == null ? null : hosts.contextOf(session);
        reports.onReport(new Report.Happened(new ExecutionObserved(
                now.epochNanos(),
                now.frameNumber(),
                id,
                hosts.endpointsOf(connection, session),
                context,
                execution.via(),
                execution.act(),
                execution.name(),
                execution.displayName(),
                execution.command(),
                execution.tool(),
                execution.operation(),
                execution.sealed(),
                execution.answered(),
                null)));
    }
}
