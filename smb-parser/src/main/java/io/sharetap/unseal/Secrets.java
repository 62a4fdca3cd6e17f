package io.sharetap.unseal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a user gave to see through encryption: keys of sessions, accounts, and a keytab. Any thread may ask. */
public final class Secrets {
    /** Of one session: its key, or the two that follow from it; null: not given. */
    record OfSession(byte[] sessionKey, CipherKeys keys) {}

    private final Map<Long, OfSession> sessions;
    private final List<Account> accounts;
    private final Keytab keytab;

    Secrets(Map<Long, OfSession> sessions, List<Account> accounts) {
        this(sessions, accounts, null);
    }

    private Secrets(Map<Long, OfSession> sessions, List<Account> accounts, Keytab keytab) {
        this.sessions = new HashMap<>(sessions);
        this.accounts = List.copyOf(accounts);
        this.keytab = keytab;
    }

    /** Nothing but a keytab. */
    public static Secrets of(Keytab keytab) {
        return new Secrets(Map.of(), List.of(), keytab);
    }

    /** The same, and a keytab. */
    public Secrets with(Keytab added) {
        return new Secrets(sessions, accounts, added);
    }

    /** The logon whose ticket the keytab opens; null: it opens none, or there is none. */
    KerberosLogon logon(byte[] ticket) {
        return keytab == null || ticket == null ? null : KerberosLogon.open(ticket, keytab);
    }

    /** The keys that were given for a session as such; null: none. */
    public CipherKeys keysOf(long sessionId) {
        OfSession given = sessions.get(sessionId);
        return given == null ? null : given.keys();
    }

    /** The key of a session whose logon was seen; null: it does not follow from what was given. */
    byte[] sessionKey(long sessionId, byte[] challenge, byte[] response) {
        OfSession given = sessions.get(sessionId);
        if (given != null && given.sessionKey() != null) {
            return given.sessionKey();
        }
        return challenge == null || response == null ? null : NtlmExchange.sessionKey(challenge, response, accounts);
    }

    /** Overwrites the accounts' hashes: others are in force. */
    public void wipe() {
        accounts.forEach(Account::wipe);
        if (keytab != null) {
            keytab.wipe();
        }
    }

    @Override
    public String toString() {
        return sessions.size() + " sessions, " + accounts.size() + " accounts, "
                + (keytab == null ? "no keytab" : keytab);
    }
}
