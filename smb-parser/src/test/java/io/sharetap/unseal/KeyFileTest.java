package io.sharetap.unseal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {
    private static final String KEY = "00112233445566778899aabbccddeeff";

    @Test
    void readsSessionsAsWiresharkKeepsThem() {
        Secrets secrets = read("# of an analyst\n\"0900000000480000\",\"" + KEY + "\",\"\",\"\"\r\n\n1100000000480000,,"
                + KEY + "," + KEY.replace('0', 'f') + "\n");
        assertArrayEquals(
                HexFormat.of().parseHex(KEY),
                secrets.proof(0x4800_0000_0009L, null, null).sessionKey());
        assertNull(secrets.keysOf(0x4800_0000_0009L), "its keys follow from its logon");
        CipherKeys keys = secrets.keysOf(0x4800_0000_0011L);
        assertEquals(List.of(Suite.AES_128_CCM, Suite.AES_128_GCM), keys.suites());
        assertArrayEquals(HexFormat.of().parseHex(KEY), keys.from(false));
        assertArrayEquals(HexFormat.of().parseHex(KEY.replace('0', 'f')), keys.from(true));
    }

    @Test
    void readsAccounts() {
        assertEquals(
                "0 sessions, 3 accounts, no keytab",
                read("password CORP\\alice a long password, with all: \\ # \"\nnthash bob " + KEY + "\npassword x \n")
                        .toString());
    }

    /** As Notepad writes it. */
    @Test
    void readsAFileThatBeginsWithAByteOrderMark() {
        assertEquals(
                "1 sessions, 1 accounts, no keytab",
                read("\uFEFFpassword alice secret\r\n 0900000000480000 , " + KEY + "\r\n\r\n")
                        .toString());
    }

    @Test
    void aPasswordIsAllThatFollowsTheNameAndOneSpace() {
        for (String line :
                List.of("password alice  a b \t\r\n", "  password alice  a b \t", "password alice  a b \t\n#")) {
            byte[] key =
                    new Account("alice", null, Account.ntHash(CharBuffer.wrap(" a b \t"))).responseKey("alice", "");
            byte[] challenge = new byte[8];
            byte[] answer = NtlmMessages.authenticate(
                    0,
                    "",
                    "alice",
                    new byte[0],
                    NtlmMessages.joined(Hmac.md5(key, challenge, new byte[44]), new byte[44]),
                    new byte[0]);
            assertNotNull(read(line).proof(1, challenge, answer).sessionKey(), line);
        }
    }

    /** [MS-NLMP] 4.2.2.1.2. */
    @Test
    void hashesAPassword() {
        assertEquals(
                "a4f49c406510bdcab6824ee7c30fd852",
                HexFormat.of().formatHex(Account.ntHash(CharBuffer.wrap("Password"))));
    }

    /** [MS-NLMP] 4.2.4.1.1: the names of User, in Domain. */
    @Test
    void makesTheKeyOfResponses() {
        Account account = new Account("user", null, Account.ntHash(CharBuffer.wrap("Password")));
        assertTrue(account.is("User", "Domain"));
        assertFalse(account.is("Other", "Domain"));
        assertEquals(
                "0c868a403bfd7a93a3001ef22ef02e3f", HexFormat.of().formatHex(account.responseKey("User", "Domain")));
        assertFalse(new Account("user", "CORP", new byte[16]).is("User", "Domain"));
        assertTrue(new Account("user", "corp", new byte[16]).is("USER", "CORP"));
    }

    /** Each of these was a user's name to Samba 4.17. */
    @ParameterizedTest
    @CsvSource({
        "j.miller, J.MILLER",
        "müllerÿ, MÜLLERŸ",
        "σίσυφος, ΣΊΣΥΦΟΣ",
        "groß, GROß",
        "aı, Aı",
        "aſ, Aſ",
        "aµ, Aµ",
        "aϐ, Aϐ",
        "aǅ, Aǅ",
        "aǆ, AǄ",
        "aẛ, Aẛ",
        "aĳ, AĲ",
        "aŉ, Aŉ",
        "aⓐ, AⒶ",
        "aａ, AＡ",
        "aა, Aა"
    })
    void capitalsAreThoseOfServers(String user, String capitals) {
        Account account = new Account(user, null, Account.ntHash(CharBuffer.wrap("Password")));
        assertArrayEquals(
                Hmac.md5(account.ntHash(), (capitals + "Domain").getBytes(StandardCharsets.UTF_16LE)),
                account.responseKey(user, "Domain"));
    }

    /** What tools print in front of it is an LM hash; "0x" or half a hash are none either. */
    @ParameterizedTest
    @ValueSource(strings = {KEY + ":" + KEY, "0x" + KEY, "abc", KEY + "00", "not hexadecimal but 32 characters"})
    void saysWhatAnNtHashIs(String hash) {
        IllegalArgumentException wrong = assertThrows(IllegalArgumentException.class, () -> read("nthash bob " + hash));
        assertTrue(wrong.getMessage().startsWith("line 1: an NT hash has 32 hexadecimal digits"), wrong.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "password alice",
                "nthash alice secret-word",
                "nthash alice 0011",
                "secret-word",
                "secret-word,1,2,3",
                "0900000000480000,secret-word,,",
                "09,00112233445566778899aabbccddeeff,,",
                "0900000000480000,,,",
                "0900000000480000,,00112233445566778899aabbccddeeff,",
                "0900000000480000,0011,,"
            })
    void saysWhichLineCannotBeMeantAndNothingOfIt(String line) {
        IllegalArgumentException wrong = assertThrows(IllegalArgumentException.class, () -> read("# first\n" + line));
        assertTrue(wrong.getMessage().startsWith("line 2: "), wrong.getMessage());
        assertFalse(wrong.getMessage().contains("secret-word"), wrong.getMessage());
        assertNotNull(wrong.getMessage());
    }

    private static Secrets read(String text) {
        return KeyFile.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
