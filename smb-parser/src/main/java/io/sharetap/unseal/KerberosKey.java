package io.sharetap.unseal;

import java.util.Arrays;

/** A key of Kerberos and the encryption type that it is for (RFC 4120, 5.2.9); prints nothing of itself. */
final class KerberosKey {
    private final int type;
    private final byte[] key;

    KerberosKey(int type, byte[] key) {
        this.type = type;
        this.key = key;
    }

    /** The number of the encryption type. */
    int type() {
        return type;
    }

    /** The key itself, not copied. */
    byte[] key() {
        return key;
    }

    void wipe() {
        Arrays.fill(key, (byte) 0);
    }
}
