package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.netty.buffer.Unpooled;
import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogonReaderTest {
    /** smb3-multichannel.pcap, frame 7: SPNEGO with CHALLENGE_MESSAGE. */
    private static final String CHALLENGE =
            "a181e23081dfa0030a0101a10c060a2b06010401823702020aa281c90481c64e544c4d535350000200000016"
                    + "0016003800000015828ae25cd4a1d6bab2a4810000000000000000780078004e0000000a00614a0000000f53"
                    + "005200560032002d00570049004e002d00460052000200160053005200560032002d00570049004e002d0046"
                    + "0052000100160053005200560032002d00570049004e002d00460052000400160073007200760032002d0077"
                    + "0069006e002d00660072000300160073007200760032002d00770069006e002d0066007200070008008c8ede"
                    + "02f8b8d60100000000";

    /** smb3-multichannel.pcap, frame 8: SPNEGO with AUTHENTICATE_MESSAGE. */
    private static final String AUTHENTICATE =
            "a18201e9308201e5a0030a0101a28201c8048201c44e544c4d5353500003000000180018007e0000001e011e"
                    + "019600000002000200580000000a000a005a0000001a001a006400000010001000b4010000158288e20a0061"
                    + "4a0000000f86a6240d041d5adda304588a380df9002e007500730065007200320043004c00490045004e0054"
                    + "002d00570049004e002d00460052000000000000000000000000000000000000000000000000005dfa8b6ebf"
                    + "8f1a01fb71b1dd6ac654a601010000000000008c8ede02f8b8d60137289a118cfc2bb0000000000200160053"
                    + "005200560032002d00570049004e002d00460052000100160053005200560032002d00570049004e002d0046"
                    + "0052000400160073007200760032002d00770069006e002d00660072000300160073007200760032002d0077"
                    + "0069006e002d0066007200070008008c8ede02f8b8d601060004000200000008003000300000000000000001"
                    + "000000002000007cff7d5e6063c35392e05e2d89dc3835e7b4086a0729708205cf574bf1ba0c2a0a00100000"
                    + "0000000000000000000000000000000900220063006900660073002f003100370032002e00310037002e0030"
                    + "002e003100380039000000000000000000dc477a800a37ba6dcaadb22cdc0b124ba31204100100000008ec8c"
                    + "4f6143c3c200000000";

    /** psexec-smb2.pcap, frame 16: the beginning of SPNEGO with a Kerberos AP-REQ, cut in the ticket's cipher. */
    private static final String KERBEROS =
            "60820be506062b0601050502a0820bd930820bd5a030302e06092a864882f71201020206092a864886f71201"
                    + "0202060a2b06010401823702021e060a2b06010401823702020aa2820b9f04820b9b60820b9706092a864886"
                    + "f71201020201006e820b8630820b82a003020105a10302010ea20703050020000000a38204bf618204bb3082"
                    + "04b7a003020105a10f1b0d434f4e544f534f2e4c4f43414ca2243022a003020102a11b30191b04636966731b"
                    + "116463312e636f6e746f736f2e6c6f63616ca382047730820473a003020112a103020103a282046504820461"
                    + "f5444fda3400366b7b6ce8ea4eb6447530c56bb4";

    private final Ledger ledger = new Ledger();
    private final LogonReader reader = new LogonReader(ledger);

    private Logon read(byte[] token) {
        return reader.read(new ByteWindow().wrap(Unpooled.wrappedBuffer(token), 0, token.length), 0, token.length);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    @Test
    void aChallengeNamesTheServer() {
        Logon logon = read(hex(CHALLENGE));
        assertEquals("srv2-win-fr", logon.serverName);
        assertNull(logon.userName);
    }

    @Test
    void anAuthenticateNamesTheUserAndTheClient() {
        Logon logon = read(hex(AUTHENTICATE));
        assertEquals("user2", logon.userName);
        assertEquals(".", logon.userDomain);
        assertEquals("CLIENT-WIN-FR", logon.clientName);
    }

    @Test
    void ntlmsspMayComeBare() {
        byte[] spnego = hex(AUTHENTICATE);
        byte[] bare = Arrays.copyOfRange(spnego, spnego.length - 0x1C4 - 20, spnego.length - 20);
        assertEquals("NTLMSSP", new String(bare, 0, 7, StandardCharsets.US_ASCII));
        assertEquals("user2", read(bare).userName);
    }

    @Test
    void aTicketNamesRealmAndService() {
        // the lengths inside still speak of the whole token: cut to what is left of it
        Logon logon = read(cutTicket());
        assertEquals("CONTOSO.LOCAL", logon.userDomain);
        assertEquals("dc1.contoso.local", logon.serverName);
        assertNull(logon.userName);
    }

    /** The captured token with its outer lengths set to what is left of it. */
    private static byte[] cutTicket() {
        byte[] token = hex(KERBEROS);
        for (int at = 0; at + 3 < token.length; at++) {
            int length = (token[at + 2] & 0xFF) << 8 | token[at + 3] & 0xFF;
            boolean container = (token[at + 1] & 0xFF) == 0x82 && length > token.length - at - 4;
            if (container) {
                token[at + 2] = (byte) (token.length - at - 4 >> 8);
                token[at + 3] = (byte) (token.length - at - 4);
            }
        }
        return token;
    }

    private static byte[] authenticate(int flags, Object... fields) {
        ByteBuffer message = Smb2Messages.bytes(300)
                .putLong(0, 0x0050_5353_4D4C_544EL)
                .putInt(8, 3)
                .putInt(60, flags);
        int at = 120;
        for (int i = 0; i < fields.length; i += 2) {
            byte[] value = (byte[]) fields[i + 1];
            message.putShort((int) fields[i], (short) value.length)
                    .putInt((int) fields[i] + 4, at)
                    .put(at, value);
            at += value.length;
        }
        return message.array();
    }

    @Test
    void fieldsMayStandInAnyOrder() {
        byte[] workstation = Smb2Messages.utf16("PC");
        byte[] user = Smb2Messages.utf16("eve");
        Logon logon = read(authenticate(1, 44, workstation, 36, user, 28, Smb2Messages.utf16("CORP")));
        assertEquals("PC eve CORP", logon.clientName + " " + logon.userName + " " + logon.userDomain);
    }

    @Test
    void namesMayBeInTheCodePageOfOldClients() {
        assertEquals("eve", read(authenticate(0, 36, "eve".getBytes(StandardCharsets.US_ASCII))).userName);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0, true", "0, 1, 0, true", "0x800, 24, 24, true", "0, 2, 0, false", "0, 0, 24, false"})
    void whoNamesNobodyAndProvesNothingIsAnonymous(int flags, int lmBytes, int ntBytes, boolean anonymous) {
        Logon logon = read(NtlmTokens.authenticate(1 | flags, lmBytes, ntBytes, "CORP", "", "PC"));
        assertEquals(anonymous, logon.anonymous);
        assertEquals(anonymous ? "(anonymous)" : null, logon.shownUser());
        assertNull(logon.userName);
        assertEquals("PC", logon.clientName);
        assertFalse(read(NtlmTokens.authenticate(0x801, 0, 0, "CORP", "eve", "PC")).anonymous);
    }

    @Test
    void aTicketMayComeOnceTheServerChoseTheMechanism() {
        byte[] token = der(0x04, bareTicket());
        byte[] answer = der(0xA1, der(0x30, der(0xA0, new byte[] {0x0A, 1, 1}), der(0xA2, token)));
        Logon logon = read(answer);
        assertEquals("CONTOSO.LOCAL", logon.userDomain);
        assertEquals("dc1.contoso.local", logon.serverName);
    }

    @Test
    void aTicketMayStandWithoutNegotiation() {
        assertEquals("CONTOSO.LOCAL", read(bareTicket()).userDomain);
    }

    /** The mechanism's own token, out of the captured negotiation. */
    private static byte[] bareTicket() {
        byte[] token = cutTicket();
        int mechanism = 0;
        while (token[mechanism] != 0x04 || token[mechanism + 4] != 0x60) {
            mechanism++;
        }
        return Arrays.copyOfRange(token, mechanism + 4, token.length);
    }

    @Test
    void ntlmsspMayBeOfferedAtOnce() {
        byte[] ntlm = NtlmTokens.authenticate("CORP", "eve", "PC");
        byte[] types = der(0xA0, der(0x30, hex("060a2b06010401823702020a")));
        byte[] offer = der(0x60, hex("06062b0601050502"), der(0xA0, der(0x30, types, der(0xA2, der(0x04, ntlm)))));
        assertEquals("eve", read(offer).userName);
    }

    private static byte[] der(int tag, byte[]... parts) {
        byte[] content = Smb1Messages.join(parts);
        return Smb1Messages.join(
                new byte[] {(byte) tag, (byte) 0x82, (byte) (content.length >> 8), (byte) content.length}, content);
    }

    @Test
    void aFieldThatLeadsOutsideIsNoted() {
        byte[] message = authenticate(1, 36, Smb2Messages.utf16("eve"));
        message[36 + 6] = 1;
        assertNull(read(message).userName);
        assertEquals(1, ledger.of(Anomaly.NTLMSSP_INVALID));
    }

    @Test
    void aPairThatLeadsOutsideIsNoted() {
        byte[] token = hex(CHALLENGE);
        int targetInfo = token.length - 0x78;
        token[targetInfo + 3] = 1;
        assertNull(read(token).serverName);
        assertEquals(1, ledger.of(Anomaly.NTLMSSP_INVALID));
    }

    @Test
    void mutatedTokensDoNoHarm() {
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            String sample = seed % 3 == 0 ? CHALLENGE : seed % 3 == 1 ? AUTHENTICATE : KERBEROS;
            byte[] token = hex(sample);
            for (int flips = random.nextInt(6); flips >= 0; flips--) {
                token[random.nextInt(token.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(token.length + 1);
            try {
                reader.read(new ByteWindow().wrap(Unpooled.wrappedBuffer(token), 0, length), 0, length);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }
}
