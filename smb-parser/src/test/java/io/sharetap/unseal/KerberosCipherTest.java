package io.sharetap.unseal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KerberosCipherTest {
    /** RFC 3961, A.1. */
    @ParameterizedTest
    @CsvSource({
        "012345, 8, be072631276b1955",
        "password, 7, 78a07b6caf85fa",
        "'Rough Consensus, and Running Code', 8, bb6ed30870b7f0e0",
        "password, 21, 59e4a8ca7c0385c3c37b3f6d2000247cb6e6bd5b3e",
        "MASSACHVSETTS INSTITVTE OF TECHNOLOGY, 24, db3b0d8f0b061e603282b308a50841229ad798fab9540c1b",
        "ba, 21, fb25d531ae8974499f52fd92ea9857c4ba24cf297e",
        "kerberos, 8, 6b65726265726f73",
        "kerberos, 16, 6b65726265726f737b9b5b2b93132b93"
    })
    void folding(String input, int bytes, String expected) {
        byte[] text = input.equals("012345")
                ? HexFormat.of().parseHex("303132333435")
                : input.getBytes(StandardCharsets.US_ASCII);
        assertEquals(expected.replace(" ", ""), HexFormat.of().formatHex(KerberosCipher.folded(text, bytes)));
    }

    /** RFC 8009, appendix A: sample encryptions of usage 2. */
    @ParameterizedTest
    @CsvSource({
        "19, 3705D96080C17728A0E800EAB6E0D23C,"
                + " EF85FB890BB8472F4DAB20394DCA781DAD877EDA39D50C870C0D5A0A8E48C718, ''",
        "19, 3705D96080C17728A0E800EAB6E0D23C,"
                + " 84D7F30754ED987BAB0BF3506BEB09CFB55402CEF7E6877CE99E247E52D16ED4421DFDF8976C, 000102030405",
        "19, 3705D96080C17728A0E800EAB6E0D23C,"
                + " 3517D640F50DDC8AD3628722B3569D2AE07493FA8263254080EA65C1008E8FC295FB4852E7D83E1E7C48C37EEBE6B0D3,"
                + " 000102030405060708090A0B0C0D0E0F",
        "20, 6D404D37FAF79F9DF0D33568D320669800EB4836472EA8A026D16B7182460C52,"
                + " 41F53FA5BFE7026D91FAF9BE959195A058707273A96A40F0A01960621AC612748B9BBFBE7EB4CE3C, ''",
    })
    void aesWithSha2(int type, String key, String sealed, String plain) {
        KerberosKey held = new KerberosKey(type, HexFormat.of().parseHex(key));
        byte[] bytes = HexFormat.of().parseHex(sealed);
        assertArrayEquals(HexFormat.of().parseHex(plain), KerberosCipher.decrypt(held, 2, bytes));
        assertNull(KerberosCipher.decrypt(held, 3, bytes), "another use has other keys");
        for (int length = 0; length < bytes.length; length++) {
            assertNull(KerberosCipher.decrypt(held, 2, Arrays.copyOf(bytes, length)));
        }
    }

    @Test
    void keysOfOtherTypesOrLengthsOpenNothing() {
        byte[] sealed = new byte[64];
        for (int type : new int[] {-1, 0, 1, 3, 16, 17, 18, 19, 20, 23, 24, 25, 26}) {
            for (int bytes : new int[] {0, 8, 15, 16, 24, 32, 33}) {
                assertNull(KerberosCipher.decrypt(new KerberosKey(type, new byte[bytes]), 2, sealed));
            }
        }
    }
}
