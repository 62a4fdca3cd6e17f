package io.sharetap.unseal;

import java.util.Arrays;

/** A Kerberos key and its encryption type (RFC 4120, 5.2.9); {@code toString} shows nothing of the key. */
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
