package io.sharetap.unseal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.CharBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of [MS-NLMP] 4.2: User in Domain, with the password "Password". */
class NtlmV1Test {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] CHALLENGE = HEX.parseHex("0123456789abcdef");
    private static final byte[] SEALED_KEY = new byte[16];
    private static final int KEY_EXCHANGE = 0x4000_0000;
    private static final int EXTENDED = 0x8_0000;
    private static final int LM_KEY = 0x80;
    private static final byte[] LM_RESPONSE = HEX.parseHex("98def7b87f88aa5dafe2df779688a172def11c7d5ccdef13");
    private static final byte[] RESPONSE = HEX.parseHex("67c43011f30298a2ad35ece64f16331c44bdbed927841f94");
    private static final byte[] EXTENDED_LM_RESPONSE = HEX.parseHex("aa".repeat(8) + "00".repeat(16));
    private static final byte[] EXTENDED_RESPONSE = HEX.parseHex("7537f803ae367128ca458204bde7caf81e97ed2683267232");

    /** 4.2.2.1.3 and 4.2.2.2.1. */
    @Test
    void theKeyIsTheHashOfTheHash() {
        assertKey("d87262b0cde4b1cb7499becccdf10784", proof(0, LM_RESPONSE, RESPONSE, "Password"));
    }

    /** 4.2.3.1.3 and 4.2.3.2.2. */
    @Test
    void withExtendedSecurityTheKeyDependsOnBothChallenges() {
        assertKey(
                "eb93429a8bd952f8b89c55b87f475edc",
                proof(EXTENDED, EXTENDED_LM_RESPONSE, EXTENDED_RESPONSE, "Password"));
    }

    @Test
    void anotherPasswordIsWrong() {
        assertTrue(proof(0, LM_RESPONSE, RESPONSE, "password").passwordWrong());
        assertTrue(proof(EXTENDED, EXTENDED_LM_RESPONSE, EXTENDED_RESPONSE, "password")
                .passwordWrong());
        assertTrue(proof(EXTENDED, new byte[3], EXTENDED_RESPONSE, "Password").passwordWrong());
    }

    @Test
    void aKeyThatWasSentIsOpened() {
        NtlmExchange.Proof proof = proof(KEY_EXCHANGE, LM_RESPONSE, RESPONSE, "Password");
        assertFalse(proof.passwordWrong());
        assertFalse(HEX.formatHex(proof.sessionKey()).equals("d87262b0cde4b1cb7499becccdf10784"));
    }

    /** No LM hash is given, so neither the key nor the password is known to be right or wrong. */
    @Test
    void aKeyThatNeedsAnLmHashIsNotKnown() {
        assertEquals(NtlmExchange.Proof.NONE, proof(LM_KEY, LM_RESPONSE, RESPONSE, "other"));
        assertNull(proof(LM_KEY, LM_RESPONSE, RESPONSE, "Password").sessionKey());
    }

    private static void assertKey(String key, NtlmExchange.Proof proof) {
        assertEquals(key, HEX.formatHex(proof.sessionKey()));
        assertFalse(proof.passwordWrong());
    }

    private static NtlmExchange.Proof proof(int flags, byte[] lmResponse, byte[] ntResponse, String password) {
        Account account = new Account("User", null, Account.ntHash(CharBuffer.wrap(password)));
        return NtlmExchange.proof(
                CHALLENGE,
                NtlmMessages.authenticate(flags, "Domain", "User", lmResponse, ntResponse, SEALED_KEY),
                List.of(account));
    }
}
