package io.sharetap.unseal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.RC4Engine;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Works out the session key of a logon from its two last NTLMSSP messages ([MS-NLMP] 2.2.1.2, 2.2.1.3, 3.4.5): the
 * server's challenge and the client's response, of NTLMv2 or NTLMv1.
 */
final class NtlmExchange {
    private static final byte[] CHALLENGE = "NTLMSSP\0\2".getBytes(StandardCharsets.US_ASCII); // and MessageType
    private static final byte[] AUTHENTICATE = "NTLMSSP\0\3".getBytes(StandardCharsets.US_ASCII);
    private static final int SERVER_CHALLENGE_AT = 24;
    private static final int SERVER_CHALLENGE_BYTES = 8;
    private static final int LM_RESPONSE_AT = 12; // LmChallengeResponseFields
    private static final int NT_RESPONSE_AT = 20; // NtChallengeResponseFields
    private static final int DOMAIN_AT = 28;
    private static final int USER_AT = 36;
    private static final int SESSION_KEY_AT = 52; // EncryptedRandomSessionKeyFields
    private static final int FLAGS_AT = 60; // NegotiateFlags, u32
    private static final int AUTHENTICATE_LENGTH = 64;
    private static final int FLAG_KEY_EXCHANGE = 0x4000_0000; // NTLMSSP_NEGOTIATE_KEY_EXCH
    private static final int PROOF_BYTES = 16;
    private static final int KEY_BYTES = 16;

    /**
     * What a logon proves.
     *
     * @param sessionKey the ExportedSessionKey; null: it cannot be known
     * @param passwordWrong the logon's account was given, but with another password
     */
    record Proof(byte[] sessionKey, boolean passwordWrong) {
        static final Proof NONE = new Proof(null, false);
    }

    private NtlmExchange() {}

    /** The server's challenge in a message of SMB; null where there is none. */
    static byte[] challengeIn(byte[] message) {
        int at = Token.find(message, CHALLENGE);
        int from = at + SERVER_CHALLENGE_AT;
        return at < 0 || message.length < from + SERVER_CHALLENGE_BYTES
                ? null
                : Arrays.copyOfRange(message, from, from + SERVER_CHALLENGE_BYTES);
    }

    /** The client's AUTHENTICATE_MESSAGE in a message of SMB, and the bytes after it; null where there is none. */
    static byte[] responseIn(byte[] message) {
        int at = Token.find(message, AUTHENTICATE);
        return at < 0 || message.length - at < AUTHENTICATE_LENGTH
                ? null
                : Arrays.copyOfRange(message, at, message.length);
    }

    /** What a granted logon proves, where it is by one of these accounts. */
    static Proof proof(byte[] challenge, byte[] response, Iterable<Account> accounts) {
        ByteBuffer fields = ByteBuffer.wrap(response).order(ByteOrder.LITTLE_ENDIAN);
        byte[] ntResponse = field(fields, NT_RESPONSE_AT);
        String user = text(fields, USER_AT);
        String domain = text(fields, DOMAIN_AT);
        if (ntResponse == null || user == null || domain == null || !isFollowed(ntResponse, fields)) {
            return Proof.NONE;
        }
        boolean known = false;
        for (Account account : accounts) {
            if (account.is(user, domain)) {
                byte[] key = ntResponse.length == NtlmV1.RESPONSE_BYTES
                        ? NtlmV1.exchangeKey(
                                account.ntHash(),
                                fields.getInt(FLAGS_AT),
                                challenge,
                                field(fields, LM_RESPONSE_AT),
                                ntResponse)
                        : exchangeKey(account.responseKey(user, domain), challenge, ntResponse);
                if (key != null) {
                    return new Proof(exported(key, fields), false);
                }
                known = true;
            }
        }
        return known ? new Proof(null, true) : Proof.NONE;
    }

    private static boolean isFollowed(byte[] ntResponse, ByteBuffer fields) {
        return ntResponse.length == NtlmV1.RESPONSE_BYTES
                ? NtlmV1.needsNtHashOnly(fields.getInt(FLAGS_AT))
                : ntResponse.length > PROOF_BYTES;
    }

    /** The KeyExchangeKey of NTLMv2 ([MS-NLMP] 3.3.2, 3.4.5.1); null where the account has another password. */
    private static byte[] exchangeKey(byte[] responseKey, byte[] challenge, byte[] ntResponse) {
        byte[] proof = Arrays.copyOf(ntResponse, PROOF_BYTES);
        byte[] rest = Arrays.copyOfRange(ntResponse, PROOF_BYTES, ntResponse.length);
        return Arrays.equals(proof, Hmac.md5(responseKey, challenge, rest)) ? Hmac.md5(responseKey, proof) : null;
    }

    private static String text(ByteBuffer message, int at) {
        byte[] bytes = field(message, at);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_16LE);
    }

    private static byte[] exported(byte[] exchangeKey, ByteBuffer fields) {
        if ((fields.getInt(FLAGS_AT) & FLAG_KEY_EXCHANGE) == 0) {
            return exchangeKey;
        }
        byte[] sealed = field(fields, SESSION_KEY_AT);
        if (sealed == null || sealed.length != KEY_BYTES) {
            return null;
        }
        RC4Engine engine = new RC4Engine();
        engine.init(false, new KeyParameter(exchangeKey));
        byte[] key = new byte[KEY_BYTES];
        engine.processBytes(sealed, 0, KEY_BYTES, key, 0);
        return key;
    }

    /**
     * The bytes to which a field of length, maximum length and offset points; null where they lie outside of the
     * message.
     */
    private static byte[] field(ByteBuffer message, int at) {
        int length = message.getShort(at) & 0xFFFF;
        long offset = message.getInt(at + 4) & 0xFFFF_FFFFL;
        if (offset + length > message.capacity()) {
            return null;
        }
        byte[] bytes = new byte[length];
        message.get((int) offset, bytes);
        return bytes;
    }
}
