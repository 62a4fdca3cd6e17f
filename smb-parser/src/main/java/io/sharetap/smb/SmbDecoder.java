package io.sharetap.smb;

import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.nbss.MessageSink;
import io.sharetap.tcp.Connection;
import io.sharetap.unseal.Secrets;
import java.util.function.Supplier;

/**
 * Takes the session messages of all connections of one worker and gives what they do to files, and what is learnt of
 * sessions.
 */
public final class SmbDecoder implements MessageSink.Opener {
    private final SmbState shared;

    /** Counts go to {@code ledger}, file operations to {@code files}, news of sessions to {@code news}. */
    public SmbDecoder(Limits limits, Ledger ledger, FileOpSink files, SessionSink news) {
        this(limits, ledger, files, news, PipeSink.NONE);
    }

    /** The same, and what goes through pipes goes to {@code pipes}. */
    public SmbDecoder(Limits limits, Ledger ledger, FileOpSink files, SessionSink news, PipeSink pipes) {
        this(limits, ledger, files, news, pipes, null);
    }

    /**
     * The same, and sees through encryption.
     *
     * @param secrets gives what is in force, whenever a session is met; gives null where it is nothing, and then
     *     encrypted messages are passed over
     */
    public SmbDecoder(
            Limits limits,
            Ledger ledger,
            FileOpSink files,
            SessionSink news,
            PipeSink pipes,
            Supplier<Secrets> secrets) {
        shared = new SmbState(limits, ledger, files, news, pipes, secrets);
    }

    @Override
    public MessageSink onConnection(Connection connection, Moment now) {
        shared.lookForSecrets();
        return new SmbConversation(connection, shared);
    }

    @Override
    public void onExpected(Connection connection) {
        shared.hostPairs.enter(connection).unseenChanges.heldUp(true);
    }

    @Override
    public void onExpectedCame(Connection connection) {
        HostPairs.Pair hosts = shared.hostPairs.of(connection);
        hosts.unseenChanges.heldUp(false);
        shared.hostPairs.leave(hosts);
    }

    /** Packet time has come to {@code now}, even where no message came: what waited for too long waits no longer. */
    public void onTime(Moment now) {
        shared.age(now);
        shared.lookForSecrets();
    }

    /** Bytes of memory in which messages of some connection are being gathered. */
    public long heldBytes() {
        return shared.heads.lentBytes() + shared.wholes.lentBytes() + shared.logonMemory.taken();
    }

    /** Bytes of the buffers in which one message at a time is expanded or decrypted; they grow to the largest. */
    public long bufferBytes() {
        return shared.bufferBytes();
    }
}
