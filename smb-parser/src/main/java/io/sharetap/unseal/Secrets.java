package io.sharetap.unseal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The secrets that a user gave for decryption: keys of sessions, accounts, and a keytab. Thread-safe. When other
 * secrets replace them, they are overwritten as soon as the last user has called {@link #leave}.
 */
public final class Secrets {
    private static final int RETIRED = Integer.MIN_VALUE;

    /** The secrets of one session: its session key, or the two keys derived from it; null: not given. */
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

    /** The number of current users; {@link #RETIRED} is added once the secrets were replaced. */
    private final AtomicInteger users = new AtomicInteger();

    Secrets(Map<Long, OfSession> sessions, List<Account> accounts) {
        this(sessions, accounts, null);
    }

    private Secrets(Map<Long, OfSession> sessions, List<Account> accounts, Keytab keytab) {
        this.sessions = new HashMap<>(sessions);
        this.accounts = List.copyOf(accounts);
        this.keytab = keytab;
    }

    /** A keytab and no other secrets. */
    public static Secrets of(Keytab keytab) {
        return new Secrets(Map.of(), List.of(), keytab);
    }

    /** These secrets with the keytab {@code added}. */
    public Secrets with(Keytab added) {
        return new Secrets(sessions, accounts, added);
    }

    /** The logon whose ticket the keytab opens; null where it opens none, or there is no keytab. */
    KerberosLogon logon(byte[] ticket) {
        return keytab == null || ticket == null ? null : KerberosLogon.open(ticket, keytab);
    }

    /** The keys that were given for this very session; null where there are none. */
    public CipherKeys keysOf(long sessionId) {
        OfSession given = sessions.get(sessionId);
        return given == null ? null : given.keys();
    }

    /**
     * What is known of a session whose logon was seen; challenge and response are null where the logon was not by NTLM.
     */
    NtlmExchange.Proof proof(long sessionId, byte[] challenge, byte[] response) {
        OfSession given = sessions.get(sessionId);
        if (given != null && given.sessionKey() != null) {
            return new NtlmExchange.Proof(given.sessionKey(), false);
        }
        return challenge == null || response == null
                ? NtlmExchange.Proof.NONE
                : NtlmExchange.proof(challenge, response, accounts);
    }

    /** Begins a use, which {@link #leave} ends; false where these secrets were replaced. */
    public boolean enter() {
        return users.getAndUpdate(count -> count < 0 ? count : count + 1) >= 0;
    }

    /** Ends the use that {@link #enter} began. */
    public void leave() {
        if (users.decrementAndGet() == RETIRED) {
            wipe();
        }
    }

    /**
     * Other secrets are in force: these are overwritten once unused. Keys that were given for the two directions are
     * left, as sessions may still use them.
     */
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
