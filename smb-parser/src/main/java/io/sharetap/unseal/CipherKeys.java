package io.sharetap.unseal;

import java.util.Arrays;
import java.util.List;

/** The keys that encrypt one session's messages, one for each direction, and the ciphers that may use them. */
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
     * @param preauthentication the {@link Preauthentication} hash, 64 bytes, after the session's last request
     */
    public static CipherKeys of311(Suite suite, byte[] sessionKey, byte[] preauthentication) {
        return new CipherKeys(
                List.of(suite),
                KeyDerivation.derive(
                        sessionKey, KeyDerivation.text("SMBC2SCipherKey"), preauthentication, suite.keyBytes()),
                KeyDerivation.derive(
                        sessionKey, KeyDerivation.text("SMBS2CCipherKey"), preauthentication, suite.keyBytes()));
    }

    /** Keys that were given as such; the cipher may be any that has keys of this length. */
    static CipherKeys given(byte[] fromClient, byte[] fromServer) {
        List<Suite> fitting = Arrays.stream(Suite.values())
                .filter(suite -> suite.keyBytes() == fromClient.length)
                .toList();
        return new CipherKeys(fitting, fromClient, fromServer);
    }

    List<Suite> suites() {
        return suites;
    }

    /** A message was opened with this cipher: it is the one in use. */
    void found(Suite suite) {
        if (suites.size() > 1) {
            suites = List.of(suite);
        }
    }

    byte[] from(boolean client) {
        return client ? fromClient : fromServer;
    }
}
