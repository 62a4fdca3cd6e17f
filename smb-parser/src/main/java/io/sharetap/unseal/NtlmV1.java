package io.sharetap.unseal;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The answers of NTLMv1 and the keys that follow from them ([MS-NLMP] 3.3.1, 3.4.5.1), with and without extended
 * session security. Keys that need an LM hash are not known here, as no LM hashes are given.
 */
final class NtlmV1 {
    /** Every NtChallengeResponse of NTLMv1 has this length; those of NTLMv2 are longer. */
    static final int RESPONSE_BYTES = 24;

    private static final int FLAG_LM_KEY = 0x80; // NTLMSSP_NEGOTIATE_LM_KEY
    private static final int FLAG_EXTENDED_SECURITY = 0x8_0000; // NTLMSSP_NEGOTIATE_EXTENDED_SESSIONSECURITY
    private static final int FLAG_NON_NT_KEY = 0x40_0000; // NTLMSSP_REQUEST_NON_NT_SESSION_KEY
    private static final int CHALLENGE_BYTES = 8;
    private static final int DES_KEY_BITS_BYTES = 7;

    private NtlmV1() {}

    /** Whether the key of a logon with these flags (NegotiateFlags) follows from the NT hash. */
    static boolean needsNtHashOnly(int flags) {
        return isExtended(flags) || (flags & (FLAG_LM_KEY | FLAG_NON_NT_KEY)) == 0;
    }

    private static boolean isExtended(int flags) {
        return (flags & FLAG_EXTENDED_SECURITY) != 0;
    }

    /**
     * The KeyExchangeKey of a logon, 16 bytes; null where the account has another password.
     *
     * @param challenge the server's, 8 bytes
     * @param lmResponse begins with the client's challenge where the session security is extended
     */
    static byte[] exchangeKey(byte[] ntHash, int flags, byte[] challenge, byte[] lmResponse, byte[] ntResponse) {
        if (!isExtended(flags)) {
            return Arrays.equals(ntResponse, response(ntHash, challenge)) ? Account.md4(ntHash) : null;
        }
        if (lmResponse == null || lmResponse.length < CHALLENGE_BYTES) {
            return null;
        }
        byte[] both = Arrays.copyOf(challenge, 2 * CHALLENGE_BYTES);
        System.arraycopy(lmResponse, 0, both, CHALLENGE_BYTES, CHALLENGE_BYTES);
        byte[] answered = Arrays.copyOf(md5(both), CHALLENGE_BYTES);
        return Arrays.equals(ntResponse, response(ntHash, answered)) ? Hmac.md5(Account.md4(ntHash), both) : null;
    }

    /** DESL ([MS-NLMP] 6): 8 bytes encrypted by DES with each third of the hash, which is filled up with zeros. */
    static byte[] response(byte[] ntHash, byte[] challenge) {
        byte[] keys = Arrays.copyOf(ntHash, 3 * DES_KEY_BITS_BYTES);
        byte[] response = new byte[RESPONSE_BYTES];
        DESEngine des = new DESEngine();
        for (int third = 0; third < 3; third++) {
            des.init(true, new KeyParameter(desKey(keys, third * DES_KEY_BITS_BYTES)));
            des.processBlock(challenge, 0, response, third * CHALLENGE_BYTES);
        }
        Arrays.fill(keys, (byte) 0);
        return response;
    }

    /** A key of DES has 7 bits in each byte; the eighth, for parity, does not matter. */
    private static byte[] desKey(byte[] keys, int from) {
        long bits = 0;
        for (int i = 0; i < DES_KEY_BITS_BYTES; i++) {
            bits = bits << Byte.SIZE | keys[from + i] & 0xFF;
        }
        byte[] key = new byte[DES_KEY_BITS_BYTES + 1];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (bits >>> DES_KEY_BITS_BYTES * (DES_KEY_BITS_BYTES - i) << 1);
        }
        return key;
    }

    private static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("MD5 is missing", e);
        }
    }
}
