package io.sharetap.unseal;

import java.util.Arrays;
import java.util.List;

/** The keys by which one session's messages are encrypted, one for each direction, and by which ciphers they may be. */
public final class CipherKeys {
    private static final String BEFORE_311_LABEL = "SMB2AESCCM";

    private volatile List<Suite> suites;
    private final byte[] fromClient;
    private final byte[] fromServer;

    private CipherKeys(List<Suite> suites, byte[] fromClient, byte[] fromServer) {
        this.suites = suites;
        this.fromClient = fromClient;
        this.fromServer = fromServer;
    }

    /** The keys of dialects 3.0 and 3.0.2. */
    public static CipherKeys of30(byte[] sessionKey) {
        byte[] label = KeyDerivation.text(BEFORE_311_LABEL);
        return derived(Suite.AES_128_CCM, sessionKey, label, "ServerIn ", label, "ServerOut");
    }

    private static CipherKeys derived(
            Suite suite, byte[] sessionKey, byte[] inLabel, String in, byte[] outLabel, String out) {
        return new CipherKeys(
                List.of(suite),
                KeyDerivation.derive(sessionKey, inLabel, KeyDerivation.text(in), suite.keyBytes()),
                KeyDerivation.derive(sessionKey, outLabel, KeyDerivation.text(out), suite.keyBytes()));
    }

    /**
     * The keys of dialect 3.1.1.
     *
     * @param preauthentication the 64 bytes of {@link Preauthentication} with the session's last request
     */
    public static CipherKeys of311(Suite suite, byte[] sessionKey, byte[] preauthentication) {
        return new CipherKeys(
                List.of(suite),
                KeyDerivation.derive(
                        sessionKey, KeyDerivation.text("SMBC2SCipherKey"), preauthentication, suite.keyBytes()),
                KeyDerivation.derive(
                        sessionKey, KeyDerivation.text("SMBS2CCipherKey"), preauthentication, suite.keyBytes()));
    }

    /** Keys that are known as such; the cipher is whichever of the keys' length fits. */
    static CipherKeys given(byte[] fromClient, byte[] fromServer) {
        List<Suite> fitting = Arrays.stream(Suite.values())
                .filter(suite -> suite.keyBytes() == fromClient.length)
                .toList();
        return new CipherKeys(fitting, fromClient, fromServer);
    }

    List<Suite> suites() {
        return suites;
    }

    /** By this one they are used: a message was opened. */
    void found(Suite suite) {
        if (suites.size() > 1) {
            suites = List.of(suite);
        }
    }

    byte[] from(boolean client) {
        return client ? fromClient : fromServer;
    }
}
