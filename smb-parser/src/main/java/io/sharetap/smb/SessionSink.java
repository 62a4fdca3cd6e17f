package io.sharetap.smb;

import io.sharetap.base.Moment;
import io.sharetap.tcp.Connection;

/** Takes what is learnt of sessions beside their files. */
public interface SessionSink {
    /** SMB was seen on this connection: its first message of a known protocol, and again each hour of packet time. */
    void onSmbSeen(Connection connection, Moment now);

    /** The server granted a tree connect. */
    void onTree(SmbSession session, SmbTree tree, Moment now);

    /** Something of this session cannot be seen. Called once a session and reason. */
    void onBlind(SmbSession session, BlindReason reason, Moment now);

    /** Names a way to be blind. */
    enum BlindReason {
        ENCRYPTED,
        COMPRESSED,
        ONE_SIDED,
        DESYNCHRONISED,
        EVICTED
    }
}
