package io.sharetap.unseal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What follows from a logon by NTLMv2, and that no password is called wrong which was not proved to be. */
class NtlmExchangeTest {
    private static final byte[] CHALLENGE = {1, 2, 3, 4, 5, 6, 7, 8};
    private static final byte[] BLOB = new byte[44];
    private static final int KEY_EXCHANGE = 0x4000_0000;
    private static final Account ACCOUNT = account("Lab-Passw0rd");

    private static Account account(String password) {
        return new Account("j.miller", "CORP", Account.ntHash(CharBuffer.wrap(password)));
    }

    @Test
    void theKeyFollowsFromTheAccountThatLogsOn() {
        byte[] proof = proof();
        NtlmExchange.Proof found = proof(0, proof, BLOB, new byte[0], account("another"), ACCOUNT);
        assertArrayEquals(Hmac.md5(ACCOUNT.responseKey("j.miller", "CORP"), proof), found.sessionKey());
        assertFalse(found.passwordWrong());
        byte[] sent = new byte[16];
        byte[] exchanged = proof(KEY_EXCHANGE, proof, BLOB, sent, ACCOUNT).sessionKey();
        assertFalse(Arrays.equals(found.sessionKey(), exchanged));
        assertEquals(16, exchanged.length);
    }

    @Test
    void aPasswordIsWrongWhereTheAnswerToTheChallengeIsAnothers() {
        NtlmExchange.Proof found = proof(0, proof(), BLOB, new byte[0], account("another"));
        assertNull(found.sessionKey());
        assertTrue(found.passwordWrong());
        Account ofAnother = new Account("j.miller", "OTHER", Account.ntHash(CharBuffer.wrap("another")));
        assertEquals(NtlmExchange.Proof.NONE, proof(0, proof(), BLOB, new byte[0], ofAnother));
    }

    @Test
    void aPasswordIsNotWrongWhereTheKeyThatWasSentIsNone() {
        NtlmExchange.Proof found = proof(KEY_EXCHANGE, proof(), BLOB, new byte[5], ACCOUNT);
        assertNull(found.sessionKey());
        assertFalse(found.passwordWrong());
    }

    @Test
    void whatIsNoAnswerToAChallengeProvesNothing() {
        assertEquals(NtlmExchange.Proof.NONE, proof(0, new byte[0], new byte[0], new byte[0], account("another")));
    }

    private static byte[] proof() {
        return Hmac.md5(ACCOUNT.responseKey("j.miller", "CORP"), CHALLENGE, BLOB);
    }

    private static NtlmExchange.Proof proof(int flags, byte[] proof, byte[] blob, byte[] key, Account... accounts) {
        byte[] response = NtlmMessages.joined(proof, blob);
        return NtlmExchange.proof(
                CHALLENGE,
                NtlmMessages.authenticate(flags, "CORP", "j.miller", new byte[0], response, key),
                List.of(accounts));
    }
}
