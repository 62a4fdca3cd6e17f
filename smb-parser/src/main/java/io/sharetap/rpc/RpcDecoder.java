package io.sharetap.rpc;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.smb.PipeSink;
import io.sharetap.smb.SmbOpen;
import io.sharetap.tcp.Connection;
import io.sharetap.tcp.Side;

/**
 * Takes what goes through the named pipes of one worker, and over {@link RpcStreams}, and gives what clients made their
 * servers run by it.
 *
 * <pre>
 *   WRITE, READ, transactions -> PduReader -> RpcConversation -> RpcCall -> ServiceCalls, TaskCalls, ... -> RpcSink
 * </pre>
 */
public final class RpcDecoder implements PipeSink {
    private final RpcState shared;
    private final ToolPipes toolPipes;

    /** Counts go to {@code ledger}, executions to {@code sink}. */
    public RpcDecoder(Limits limits, Ledger ledger, RpcSink sink) {
        shared = new RpcState(limits, ledger, sink);
        toolPipes = new ToolPipes(shared);
    }

    @Override
    public void onPipe(SmbOpen pipe, Moment now) {
        shared.sink.onPipe(pipe, now);
        toolPipes.onPipe(pipe, now);
    }

    @Override
    public void onPipeBytes(SmbOpen pipe, Side from, ByteWindow bytes, Moment now) {
        conversationOf(pipe).onBytes(from, bytes, now);
    }

    @Override
    public void onPipeGap(SmbOpen pipe, Side from, Moment now) {
        conversationOf(pipe).onGap(from);
    }

    @Override
    public void onPipeEnd(SmbOpen pipe, Moment now) {
        conversationOf(pipe).onEnd(now);
        pipe.pipeAttachment = null;
    }

    /**
     * The client of this connection wrote a file to its server: its calls over TCP are reported for the next ten
     * minutes.
     */
    public void onWrite(Connection connection, Moment now) {
        shared.onWrite(connection, now);
    }

    /** Follows an association over TCP without SMB. */
    RpcConversation conversation(Connection connection) {
        return new RpcConversation(shared, connection, null);
    }

    private RpcConversation conversationOf(SmbOpen pipe) {
        if (pipe.pipeAttachment == null) {
            pipe.pipeAttachment = new RpcConversation(shared, pipe.connection(), pipe.session());
        }
        return (RpcConversation) pipe.pipeAttachment;
    }

    /** Bytes of memory in which calls are put together. */
    public long heldBytes() {
        return shared.memory.taken();
    }
}
