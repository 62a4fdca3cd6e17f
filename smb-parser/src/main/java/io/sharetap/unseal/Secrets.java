package io.sharetap.unseal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a user gave to see through encryption: keys of sessions, accounts, and a keytab. Any thread may ask. Where
 * others take their place they are overwritten, as soon as the last that uses them has {@link #leave left}.
 */
public final class Secrets {
    private static final int RETIRED = Integer.MIN_VALUE;

    /** Of one session: its key, or the two that follow from it; null: not given. */
    record OfSession(byte[] sessionKey, CipherKeys keys) {
        private void wipe() {
            if (sessionKey != null) {
                Arrays.fill(sessionKey, (byte) 0);
            }
        }
    }

    private final Map<Long, OfSession> sessions;
    private final List<Account> accounts;
    private final Keytab keytab;

    /** How many use them just now, and {@link #RETIRED} beside it. */
    private final AtomicInteger users = new AtomicInteger();

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

    /** What follows for a session whose logon was seen; challenge and response are null where it was by no NTLM. */
    NtlmExchange.Proof proof(long sessionId, byte[] challenge, byte[] response) {
        OfSession given = sessions.get(sessionId);
        if (given != null && given.sessionKey() != null) {
            return new NtlmExchange.Proof(given.sessionKey(), false);
        }
        return challenge == null || response == null
                ? NtlmExchange.Proof.NONE
                : NtlmExchange.proof(challenge, response, accounts);
    }

    /** Begins to use them, until {@link #leave}; false: others are in force by now. */
    public boolean enter() {
        return users.getAndUpdate(count -> count < 0 ? count : count + 1) >= 0;
    }

    /** What was begun by {@link #enter} is done. */
    public void leave() {
        if (users.decrementAndGet() == RETIRED) {
            wipe();
        }
    }

    /** Others are in force: these are overwritten, but for keys of directions, which sessions may go on with. */
    public void retire() {
        if (users.getAndUpdate(count -> count | RETIRED) == 0) {
            wipe();
        }
    }

    private void wipe() {
        sessions.values().forEach(OfSession::wipe);
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
