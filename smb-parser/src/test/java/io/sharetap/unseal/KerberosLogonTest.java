package io.sharetap.unseal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.TestCaptures;
import io.sharetap.unseal.MitKerberos.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KerberosLogonTest {
    /** Ethernet, IPv4 and TCP without options. */
    private static final int HEADERS_LENGTH = 54;

    private final Keytab keytab = Keytab.read(MitKerberos.keytab("all"));

    static List<Exchange> logons() {
        List<Exchange> logons = MitKerberos.logons();
        assertEquals(10, logons.size());
        return logons;
    }

    @ParameterizedTest
    @MethodSource("logons")
    void clientAndKeyAreThoseOfBothSides(Exchange logon) {
        KerberosLogon opened = KerberosLogon.open(KerberosLogon.requestIn(logon.request()), keytab);
        assertEquals("alice", opened.clientName());
        assertEquals("TEST.EXAMPLE", opened.clientRealm());
        byte[] reply = logon.reply() == null ? null : KerberosLogon.replyIn(logon.reply());
        assertArrayEquals(logon.sessionKey(), opened.sessionKey(reply));
    }

    @ParameterizedTest
    @MethodSource("logons")
    void tokensAreFoundAmongOtherBytesOnceEach(Exchange logon) {
        byte[] message = new byte[100 + logon.request().length];
        message[7] = 6; // as the mechanism begins
        System.arraycopy(logon.request(), 0, message, 100, logon.request().length);
        assertArrayEquals(KerberosLogon.requestIn(logon.request()), KerberosLogon.requestIn(message));
        assertNull(KerberosLogon.replyIn(message));
        assertNull(KerberosLogon.requestIn(Arrays.copyOf(message, 110)));
        if (logon.reply() != null) {
            assertNotNull(KerberosLogon.replyIn(logon.reply()));
            assertNull(KerberosLogon.requestIn(logon.reply()));
        }
    }

    @ParameterizedTest
    @MethodSource("logons")
    void anotherKeyOpensNothing(Exchange logon) {
        byte[] request = KerberosLogon.requestIn(logon.request());
        assertNull(KerberosLogon.open(request, Keytab.read(MitKerberos.keytab("late"))));
        keytab.wipe();
        assertNull(KerberosLogon.open(request, keytab));
    }

    @Test
    void serviceWhoseKeyWasRemovedStaysClosed() {
        Keytab removed = Keytab.read(MitKerberos.keytab("removed"));
        long opened = logons().stream()
                .filter(logon -> KerberosLogon.open(KerberosLogon.requestIn(logon.request()), removed) != null)
                .peek(logon -> assertTrue(!logon.keyType().equals("aes256-cts"), logon.keyType()))
                .count();
        assertEquals(8, opened);
    }

    /** Whatever is changed or cut, it opens to the same client and key or to nothing. */
    @ParameterizedTest
    @MethodSource("logons")
    void changedRequestGivesNoOtherKey(Exchange logon) {
        byte[] request = KerberosLogon.requestIn(logon.request());
        int closed = 0;
        for (int i = 0; i < request.length; i++) {
            byte[] changed = request.clone();
            changed[i] ^= (byte) (1 << i % 8);
            KerberosLogon opened = KerberosLogon.open(changed, keytab);
            if (opened == null) {
                closed++;
            } else {
                assertEquals("alice@TEST.EXAMPLE", opened.toString());
                assertEquals(
                        HexFormat.of()
                                .formatHex(KerberosLogon.open(request, keytab).sessionKey(null)),
                        HexFormat.of().formatHex(opened.sessionKey(null)));
            }
            assertNull(KerberosLogon.open(Arrays.copyOf(request, i), keytab));
        }
        assertTrue(closed > request.length * 3 / 4, closed + " of " + request.length);
    }

    /** Without the server's reply in one piece it is not known which key the session has. */
    @ParameterizedTest
    @MethodSource("logons")
    void changedReplyGivesNoOtherKey(Exchange logon) {
        if (logon.reply() == null) {
            return;
        }
        KerberosLogon opened = KerberosLogon.open(KerberosLogon.requestIn(logon.request()), keytab);
        byte[] reply = KerberosLogon.replyIn(logon.reply());
        int closed = 0;
        for (int i = 0; i < reply.length; i++) {
            byte[] changed = reply.clone();
            changed[i] ^= (byte) (1 << i % 8);
            byte[] key = opened.sessionKey(changed);
            if (key == null) {
                closed++;
            } else {
                assertArrayEquals(logon.sessionKey(), key);
            }
            assertNull(opened.sessionKey(Arrays.copyOf(reply, i)));
        }
        assertTrue(closed > reply.length * 3 / 4, closed + " of " + reply.length);
    }

    /** A client that has a ticket chooses its subkey; one that no server takes is none here either. */
    @Test
    void subkeyOfNoUseGivesNoKey() {
        Keytab forged = ForgedLogon.keytab();
        byte[] ticket = ForgedLogon.ticketPart();
        for (int bytes : new int[] {0, 1, 15, 16, 17, 32, 4096}) {
            for (int type : new int[] {0, 1, 3, 17, 18, 19, 20, ForgedLogon.RC4, 99}) {
                byte[] subkey = ForgedLogon.key(type, new byte[bytes]);
                KerberosLogon opened =
                        KerberosLogon.open(ForgedLogon.request(ticket, ForgedLogon.authenticator(subkey)), forged);
                assertEquals("mallory", opened.toString());
                boolean usual = KerberosCipher.of(new KerberosKey(type, new byte[bytes])) != null;
                assertArrayEquals(usual ? new byte[bytes] : null, opened.sessionKey(null), type + ", " + bytes);
            }
        }
        KerberosLogon without = KerberosLogon.open(ForgedLogon.request(ticket, new byte[0]), forged);
        assertArrayEquals(ForgedLogon.TICKET_KEY, without.sessionKey(null), "no subkey: the ticket's");
        assertArrayEquals(ForgedLogon.TICKET_KEY, without.sessionKey(ForgedLogon.reply(new byte[0])));
        assertNull(KerberosLogon.open(ForgedLogon.request(new byte[0], new byte[0]), forged));
    }

    /** The ticket is cifs/…techlab.susq.com's, the keytab's principal host/…ds.susq.com: one account. */
    @Test
    void capturedLogonAsTsharkDecryptsIt() throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        TestCaptures.read(TestCaptures.named("smb2-kerberos.pcap"), (linkType, frame, wireBytes, nanos, number) -> {
            byte[] payload = new byte[Math.max(0, frame.length() - HEADERS_LENGTH)];
            if (number == 10 || number == 12 || number == 14) {
                frame.copyTo(HEADERS_LENGTH, payload, 0, payload.length);
                (number == 14 ? reply : request).writeBytes(payload);
            }
        });
        Keytab theirs = Keytab.read(Files.readAllBytes(TestCaptures.named("smb2-kerberos.keytab")));
        KerberosLogon opened = KerberosLogon.open(KerberosLogon.requestIn(request.toByteArray()), theirs);
        assertEquals("wallior@DS.SUSQ.COM", opened.toString());
        assertEquals(
                "305cd2e4361e9afd3d77e045b0ea61d3d8e39972976ebb336aa8d808c0377e60",
                HexFormat.of().formatHex(opened.sessionKey(null)));
        assertEquals(
                "5102c65b8aa67ea7fd7884433b46ede1bcf934c6bb17f7ea5aa6beca4e9e30b1",
                HexFormat.of().formatHex(opened.sessionKey(KerberosLogon.replyIn(reply.toByteArray()))));
    }
}
