package io.sharetap.smb;

import io.sharetap.tcp.Connection;
import io.sharetap.unseal.CipherKeys;

/**
 * Holds what is known of one SMB session of a server: the user, the names, the dialect.
 *
 * <p>A session belongs to the server and its SessionId (SMB1: connection and UID), not to the TCP connection ([MS-SMB2]
 * 3.3.1.8). Texts are null where the packets did not tell. Other rooms read it, only this room writes it.
 */
public final class SmbSession extends TableEntry {
    final Connection connection;
    long sessionId;
    String dialect;
    String userName;
    String userDomain;
    String clientName;
    String serverName;

    /** Tells sessions of one worker apart, even if one got the SessionId of an earlier one. */
    long serial;

    /** The host pair of its connection. */
    HostPairs.Pair hosts;

    TreeConnect firstTree;

    /** The numbers of the connections that carry it. */
    long[] channels = new long[1];

    int channelCount;

    /** The reasons to be blind that were reported, a bit each. */
    int blindReasons;

    /** The server's grant of the logon was seen. */
    boolean established;

    /** Null: no answer of the server said it. */
    LogonKind logonKind;

    /** The client's logon was the first that was seen of the session. */
    boolean logonSeen;

    /** The user's name is only the client's claim, as no answer was seen yet. */
    boolean userUnconfirmed;

    /** The frame in which it was first met. */
    long firstFrame;

    /** The keys by which its messages are encrypted; null: not known. */
    CipherKeys cipherKeys;

    /** The number of encrypted messages in a row that these keys did not open. */
    int failedInARow;

    /** The generation of the secrets that were in force at the last failure. */
    int failedByGeneration;

    /** A pipe was opened in it. */
    boolean pipes;

    /** It ended or was evicted. */
    boolean gone;

    /** The changes between its two hosts that were not seen. */
    UnseenChanges unseenChanges;

    SmbSession(Connection connection, long sessionId, UnseenChanges unseenChanges) {
        this.connection = connection;
        this.sessionId = sessionId;
        this.unseenChanges = unseenChanges;
    }

    @Override
    int chars() {
        return lengthOf(userName) + lengthOf(userDomain) + lengthOf(clientName) + lengthOf(serverName);
    }

    /** The connection on which the session was first seen. */
    public Connection connection() {
        return connection;
    }

    /** SessionId of SMB2, UID of SMB1. */
    public long sessionId() {
        return sessionId;
    }

    /**
     * {@code 1}, {@code 2.0.2}, {@code 2.1}, {@code 3.0}, {@code 3.0.2} or {@code 3.1.1}; null where not negotiated in
     * sight.
     */
    public String dialect() {
        return dialect;
    }

    /** As whom the server accepted the client; null: not seen. */
    public LogonKind logonKind() {
        return logonKind;
    }

    /**
     * False where the logon came before the capture, or was lost. The user may be known all the same, if the client
     * proved its identity again later.
     */
    public boolean logonSeen() {
        return logonSeen;
    }

    /** The user as NTLMSSP names it. */
    public String userName() {
        return userName;
    }

    /** The user's domain, or the Kerberos realm where that is all there is. */
    public String userDomain() {
        return userDomain;
    }

    /** The workstation name that the client claims (NTLMSSP). */
    public String clientName() {
        return clientName;
    }

    /** The server's own name, from NTLMSSP's target info, the Kerberos service or the share's path. */
    public String serverName() {
        return serverName;
    }

    /** The changes to files of this client on this server that were not seen. */
    public UnseenChanges unseenChanges() {
        return unseenChanges;
    }

    /**
     * The client asks for a logon. If trees were used in the session before, this is a further logon, and the first was
     * missed.
     */
    void onLogonAsked() {
        logonSeen |= firstTree == null;
    }

    /** Takes the client's claim where no user is known yet; the answer may never be seen. */
    void onClaim(Logon claim) {
        if (userName == null && logonKind == null) {
            claim.addTo(this);
            userUnconfirmed = true;
        }
    }

    /**
     * The server granted a logon.
     *
     * @param claim the names that the client gave; null: not seen
     */
    void onGranted(Logon claim, boolean asGuest, boolean asNobody) {
        established = true;
        userUnconfirmed = false;
        boolean anonymous = asNobody || claim != null && claim.anonymous;
        logonKind = anonymous ? LogonKind.ANONYMOUS : asGuest ? LogonKind.GUEST : LogonKind.USER;
        if (claim != null) {
            claim.addTo(this);
        }
    }

    /** A logon was refused, and with it the client's claim. */
    void onRefused() {
        logonSeen &= established;
        if (userUnconfirmed) {
            userUnconfirmed = false;
            logonKind = null;
            userName = null;
            userDomain = null;
            clientName = null;
        }
    }

    /** Whether it is a session of SMB1, which belongs to one connection. */
    boolean ofUid() {
        return key3 < 0;
    }
}
