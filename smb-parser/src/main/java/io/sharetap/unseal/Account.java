package io.sharetap.unseal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.MD4Digest;

/**
 * An account whose logons can be followed: its name, its domain (null: any domain), and the NT hash of its password.
 */
final class Account {
    static final int HASH_BYTES = 16;

    private static final char FINAL_SIGMA = '\u03C2';

    private final String name;
    private final String domain;
    private final byte[] ntHash;

    Account(String name, String domain, byte[] ntHash) {
        this.name = name;
        this.domain = domain;
        this.ntHash = ntHash;
    }

    /** NTOWFv1 ([MS-NLMP] 3.3.1): MD4 of the password in UTF-16. */
    static byte[] ntHash(CharBuffer password) {
        ByteBuffer text = StandardCharsets.UTF_16LE.encode(password.duplicate());
        byte[] bytes = new byte[text.remaining()];
        text.get(bytes);
        byte[] hash = md4(bytes);
        Arrays.fill(text.array(), (byte) 0);
        Arrays.fill(bytes, (byte) 0);
        return hash;
    }

    static byte[] md4(byte[] bytes) {
        MD4Digest digest = new MD4Digest();
        digest.update(bytes, 0, bytes.length);
        byte[] hash = new byte[HASH_BYTES];
        digest.doFinal(hash, 0);
        return hash;
    }

    boolean is(String user, String ofDomain) {
        return name.equalsIgnoreCase(user) && (domain == null || domain.equalsIgnoreCase(ofDomain));
    }

    /** NTOWFv2 ([MS-NLMP] 3.3.2), from the names as the logon has them. */
    byte[] responseKey(String user, String ofDomain) {
        String names = upperCase(user) + ofDomain;
        return Hmac.md5(ntHash, names.getBytes(StandardCharsets.UTF_16LE));
    }

    private static String upperCase(String text) {
        char[] characters = text.toCharArray();
        for (int i = 0; i < characters.length; i++) {
            characters[i] = upperCase(characters[i]);
        }
        return new String(characters);
    }

    /**
     * As Windows and Samba (seen with 4.17) do it: only a letter that is the small one of a pair has a capital, so that
     * ß, ı and µ stay as they are; and the final ς. The Georgian capitals are younger than their tables.
     */
    private static char upperCase(char small) {
        char capital = Character.toUpperCase(small);
        boolean pair = Character.toLowerCase(capital) == small || small == FINAL_SIGMA;
        return pair && Character.UnicodeBlock.of(capital) != Character.UnicodeBlock.GEORGIAN_EXTENDED ? capital : small;
    }

    /** The hash itself, not copied. */
    byte[] ntHash() {
        return ntHash;
    }

    void wipe() {
        Arrays.fill(ntHash, (byte) 0);
    }
}
