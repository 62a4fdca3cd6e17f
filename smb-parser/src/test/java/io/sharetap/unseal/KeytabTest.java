package io.sharetap.unseal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeytabTest {
    private static final int RC4 = 23;
    private static final int DES = 3;

    private static byte[] file(byte[]... entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {5, 2});
        for (byte[] entry : entries) {
            bytes.writeBytes(ByteBuffer.allocate(4).putInt(entry.length).array());
            bytes.writeBytes(entry);
        }
        return bytes.toByteArray();
    }

    /** An entry whose key is {@code mark} again and again. */
    private static byte[] entry(String realm, String host, int version, int type, int keyBytes, int mark) {
        byte[] key = new byte[keyBytes];
        Arrays.fill(key, (byte) mark);
        ByteBuffer entry = ByteBuffer.allocate(200).putShort((short) 2);
        for (String text : List.of(realm, "cifs", host)) {
            entry.putShort((short) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
        }
        entry.putInt(1).putInt(0).put((byte) version).putShort((short) type);
        entry.putShort((short) keyBytes).put(key);
        return Arrays.copyOf(entry.array(), entry.position());
    }

    private static List<Integer> marks(Keytab keytab, int type, long version, String realm, String host) {
        return keytab.candidates(type, version, realm, host).stream()
                .map(key -> (int) key.key()[0])
                .toList();
    }

    @Test
    void mitsKeytabsHaveTheirKeys() {
        assertEquals("5 keys", Keytab.read(MitKerberos.keytab("all")).toString());
        assertEquals("4 keys", Keytab.read(MitKerberos.keytab("removed")).toString(), "a hole in the middle");
        List<KerberosKey> late = Keytab.read(MitKerberos.keytab("late")).candidates(17, 300, null, null);
        assertArrayEquals(
                HexFormat.of().parseHex("df139ba759c76b08efa75cd9ee643c99"),
                late.get(0).key());
    }

    @Test
    void likelyKeysComeFirstAndAllOfTheTypeAreTried() {
        Keytab keytab = Keytab.read(file(
                entry("OTHER", "other", 1, RC4, 16, 1),
                entry("REALM", "other", 2, RC4, 16, 2),
                entry("REALM", "host", 1, RC4, 16, 3),
                entry("REALM", "host", 2, RC4, 16, 4),
                entry("REALM", "host", 2, 17, 16, 5)));
        assertEquals(List.of(4, 3, 2, 1), marks(keytab, RC4, 2, "realm", "HOST"));
        assertEquals(List.of(3, 4, 2, 1), marks(keytab, RC4, 1, "REALM", "host"));
        assertEquals(List.of(2, 3, 4, 1), marks(keytab, RC4, -1, "REALM", null));
        assertEquals(List.of(5), marks(keytab, 17, 9, null, null));
        assertEquals(List.of(), marks(keytab, 18, 2, "REALM", "host"));
    }

    @Test
    void wholeVersionStandsBehindTheKey() {
        byte[] low = entry("REALM", "host", 44, RC4, 16, 1);
        byte[] whole = Arrays.copyOf(entry("REALM", "host", 44, RC4, 16, 2), low.length + 4);
        ByteBuffer.wrap(whole).putInt(low.length, 300);
        Keytab keytab = Keytab.read(file(low, whole));
        assertEquals(List.of(2, 1), marks(keytab, RC4, 300, "REALM", "host"));
        assertEquals(List.of(1, 2), marks(keytab, RC4, 44, "REALM", "host"));
    }

    @Test
    void noMoreThanSoManyAreTried() {
        byte[][] entries = new byte[300][];
        Arrays.setAll(entries, i -> entry("REALM", "host" + i, 1, RC4, 16, i));
        Keytab keytab = Keytab.read(file(entries));
        assertEquals(256, keytab.candidates(RC4, 1, "REALM", "host299").size());
        assertEquals(
                (byte) 299, keytab.candidates(RC4, 1, "REALM", "host299").get(0).key()[0]);
    }

    @Test
    void keysOfOtherTypesArePassedOver() {
        byte[] des = entry("REALM", "host", 1, DES, 8, 1);
        assertEquals(
                "1 keys",
                Keytab.read(file(des, entry("REALM", "host", 1, RC4, 16, 2))).toString());
        assertEquals(
                "it holds no key of AES or RC4",
                assertThrows(IllegalArgumentException.class, () -> Keytab.read(file(des)))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "'', it is no keytab of version 0x0502",
        "0501, it is no keytab of version 0x0502",
        "23206b657973, it is no keytab of version 0x0502",
        "0502, it holds no key of AES or RC4",
        "050200000000, it holds no key of AES or RC4",
        "050200000005aa, the entry at byte 2 goes beyond the file's end",
        "050280000000aa, the entry at byte 2 goes beyond the file's end",
        "050200000003000100, the entry at byte 2 contradicts itself",
        "050200000004ffff0000, the entry at byte 2 has a name of 65535 parts",
        "0502fffffffe00000000000400000000, the entry at byte 8 contradicts itself"
    })
    void whatIsNoKeytabIsRefused(String hex, String message) {
        byte[] file = HexFormat.of().parseHex(hex);
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> Keytab.read(file))
                        .getMessage());
    }

    /** However it is cut or changed, it is read or refused in our words. */
    @Test
    void damagedKeytabsAreReadOrRefused() {
        byte[] whole = MitKerberos.keytab("all");
        int refused = 0;
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= (byte) 0x80;
            for (byte[] file : List.of(changed, Arrays.copyOf(whole, i))) {
                try {
                    assertTrue(Keytab.read(file).toString().endsWith(" keys"));
                } catch (IllegalArgumentException e) {
                    assertTrue(e.getMessage().matches("(it|the entry at byte \\d+) [a-z].*"), e.getMessage());
                    refused++;
                }
            }
        }
        assertTrue(refused > whole.length / 2, refused + " refused");
    }

    @Test
    void wipedKeysAreZeros() {
        Keytab keytab = Keytab.read(MitKerberos.keytab("late"));
        keytab.wipe();
        assertArrayEquals(
                new byte[16], keytab.candidates(17, 300, null, null).get(0).key());
    }
}
