package io.sharetap.rpc;

import io.sharetap.base.Moment;
import io.sharetap.smb.SmbOpen;
import io.sharetap.tcp.Connection;

/**
 * Reports that the service of a remote execution tool runs, when its pipe is opened: once in ten minutes for each
 * client, server and service, as such tools open several pipes.
 */
final class ToolPipes {
    private static final long AGAIN_NANOS = 600_000_000_000L;

    private final RpcState shared;
    private final Latest<NamedBetween, Long> lastNanos;

    ToolPipes(RpcState shared) {
        this.shared = shared;
        lastNanos = new Latest<>(shared.limits.rpcHandlesMax());
    }

    void onPipe(SmbOpen pipe, Moment now) {
        RemoteTools.ToolPipe tool =
                RemoteTools.ofPipe(pipe.path(), pipe.session().clientName());
        if (tool == null) {
            return;
        }
        Connection connection = pipe.connection();
        NamedBetween seen = new NamedBetween(connection.home(), tool.tool() + '/' + tool.service());
        Long last = lastNanos.get(seen);
        if (last != null && now.clockNanos() - last < AGAIN_NANOS) {
            return;
        }
        lastNanos.put(seen, now.clockNanos());
        String name = tool.service() == null ? pipe.path() : tool.service();
        KnownServices.Service service = shared.services.of(connection, name);
        shared.report(
                new RemoteExecution(
                        connection,
                        pipe.session(),
                        "pipe",
                        "opened",
                        name,
                        service.displayName(),
                        service.command(),
                        tool.tool(),
                        null,
                        false,
                        true),
                now);
    }
}
