package io.sharetap.unseal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.bouncycastle.crypto.digests.MD4Digest;

/**
 * An account whose logons can be followed: its name, its domain (null: any domain), and the NT hash of its password.
 */
final class Account {
    static final int HASH_BYTES = 16;

    private final String name;
    private final String domain;
    private final byte[] ntHash;

    Account(String name, String domain, byte[] ntHash) {
        this.name = name;
        this.domain = domain;
        this.ntHash = ntHash;
    }

    /** NTOWFv1 ([MS-NLMP] 3.3.1): MD4 of the password in UTF-16. */
    static byte[] ntHash(String password) {
        byte[] text = password.getBytes(StandardCharsets.UTF_16LE);
        MD4Digest digest = new MD4Digest();
        digest.update(text, 0, text.length);
        byte[] hash = new byte[HASH_BYTES];
        digest.doFinal(hash, 0);
        Arrays.fill(text, (byte) 0);
        return hash;
    }

    boolean is(String user, String ofDomain) {
        return name.equalsIgnoreCase(user) && (domain == null || domain.equalsIgnoreCase(ofDomain));
    }

    /** NTOWFv2 ([MS-NLMP] 3.3.2), from the names as the logon has them. */
    byte[] responseKey(String user, String ofDomain) {
        String names = user.toUpperCase(Locale.ROOT) + ofDomain;
        return Hmac.md5(ntHash, names.getBytes(StandardCharsets.UTF_16LE));
    }

    void wipe() {
        Arrays.fill(ntHash, (byte) 0);
    }
}
