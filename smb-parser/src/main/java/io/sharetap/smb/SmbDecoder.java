package io.sharetap.smb;

import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.nbss.MessageSink;
import io.sharetap.tcp.Connection;
import io.sharetap.unseal.Secrets;
import java.util.function.Supplier;

/**
 * Takes the session messages of all connections of one worker and gives the acts on files, and what is learnt of
 * sessions.
 */
public final class SmbDecoder implements MessageSink.Opener {
    private final SmbState shared;

    /**
     * Counts go to {@code ledger}, acts on files to {@code files}, news of sessions to {@code news}, bytes that go
     * through pipes to {@code pipes}.
     *
     * @param secrets asked whenever a session is met; gives the secrets in force, or null while there are none, and
     *     then encrypted messages are skipped. Instead of it, null: there never are any
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

    /**
     * Moves packet time to {@code now}, even where no message came: requests and answers that have waited for too long
     * are given up.
     */
    public void onTime(Moment now) {
        shared.age(now);
        shared.lookForSecrets();
    }

    /** Bytes of memory in which messages of all connections are being gathered. */
    public long heldBytes() {
        return shared.heads.lentBytes() + shared.wholes.lentBytes() + shared.logonMemory.taken();
    }

    /** Bytes, so far, of the messages that were decrypted. */
    public long decryptedBytes() {
        return shared.decryptedBytes;
    }

    /**
     * Bytes of the buffers in which one message at a time is decompressed or decrypted; they grow to the largest
     * message.
     */
    public long bufferBytes() {
        return shared.bufferBytes();
    }
}
