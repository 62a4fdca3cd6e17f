package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Count;
import io.sharetap.base.Limits;
import io.sharetap.tcp.LimitsWith;
import io.sharetap.unseal.KeyFile;
import io.sharetap.unseal.Sealer;
import io.sharetap.unseal.Secrets;
import io.sharetap.unseal.Suite;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message may have several parts, each encrypted for itself, and parts in the clear: what can be read of it is. */
class EncryptedPartsTest {
    private static final long KNOWN = 0x51;
    private static final long UNKNOWN = 0x52;
    private static final byte[] KEY = new byte[16];

    private final Secrets secrets = KeyFile.read(
            ("5100000000000000,," + "00".repeat(16) + "," + "00".repeat(16)).getBytes(StandardCharsets.US_ASCII));
    private Talk talk = new Talk(Limits.defaults(), () -> secrets).connected();
    private int nonces;

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1_000_000})
    void partsOfOneSessionAreOneCompound(int pieceBytes) {
        talk.inPiecesOf(pieceBytes).client(joined(part(create(1)), part(related(closing(2)))));
        talk.server(part(talk.smb2.createAnswer(1, 9, 2, 0)), part(talk.smb2.answer(6, 2, 0, new byte[60])));
        String calls = talk.calls();
        assertTrue(calls.contains("close"), calls);
        assertFalse(calls.contains("blind"), calls);
        assertEquals(4, talk.ledger.of(Count.SMB_DECRYPTED_MESSAGES));
    }

    @Test
    void whatFollowsAPartThatCannotBeReadIsRead() {
        talk.client(joined(part(UNKNOWN, create(1)), part(create(2))));
        talk.server(part(talk.smb2.createAnswer(2, 9, 2, 0)));
        String calls = talk.calls();
        assertTrue(calls.contains("blind ENCRYPTED") && calls.contains("open"), calls);
    }

    @Test
    void aPartThatCannotBeReadIsNoBeginningOfWhatFollows() {
        talk.opened(9, "first").client(part(create(1)));
        byte[] spoilt = part(create(2));
        spoilt[60] ^= 1;
        talk.client(joined(spoilt, part(related(closing(3)))));
        talk.server(part(talk.smb2.answer(6, 3, 0, new byte[60])));
        assertFalse(talk.calls().contains("close"), "the CLOSE is of nothing that is known");
        assertEquals(1, talk.noted(Anomaly.SMB_DECRYPTION_FAILED));
    }

    @Test
    void partsInTheClearStandBeforeAndBehind() {
        byte[] first = leadingOn(create(1));
        byte[] last = related(closing(3));
        talk.client(joined(first, part(related(talk.smb2.request(99, 2, new byte[8]))), last));
        talk.server(talk.smb2.createAnswer(1, 9, 2, 0), talk.smb2.answer(6, 3, 0, new byte[60]));
        String calls = talk.calls();
        assertTrue(calls.contains("close"), calls);
        assertEquals(1, talk.ledger.of(Count.SMB_DECRYPTED_MESSAGES));
    }

    @Test
    void otherBytesBehindAPartAreNotedAndTheSessionIsBlind() {
        talk.client(joined(part(create(1)), new byte[100]));
        assertEquals(1, talk.noted(Anomaly.SMB_TRANSFORM_NESTED));
        assertTrue(talk.calls().contains("blind ENCRYPTED"));
    }

    @Test
    void encryptedPartsInsideOfAnEncryptedMessageAreNotFollowed() {
        talk.client(part(joined(leadingOn(create(1)), part(create(2)))));
        assertEquals(1, talk.ledger.of(Count.SMB_DECRYPTED_MESSAGES));
        assertEquals(1, talk.noted(Anomaly.SMB2_HEADER_INVALID));
        talk.client(part(part(create(3))));
        assertEquals(1, talk.noted(Anomaly.SMB_TRANSFORM_NESTED));
    }

    @Test
    void aPartThatIsLongerThanItsMessageIsRefused() {
        byte[] cut = part(create(1));
        talk.client(Arrays.copyOf(cut, cut.length - 1));
        byte[] empty = ByteBuffer.wrap(cut).putInt(36, 0).array();
        talk.client(empty);
        assertEquals(2, talk.noted(Anomaly.SMB_DECRYPTION_FAILED));
        assertTrue(talk.calls().contains("blind ENCRYPTED"));
    }

    @Test
    void whatFollowsAPartThatIsTooLongIsRead() {
        talk = new Talk(LimitsWith.changed(Map.of("transformBytesMax", 1_024)), () -> secrets).connected();
        byte[] large = talk.smb2.request(99, 1, new byte[2_000]);
        talk.client(joined(part(large), part(create(2))));
        talk.server(part(talk.smb2.createAnswer(2, 9, 2, 0)));
        assertTrue(talk.calls().contains("open"));
        assertEquals(1, talk.noted(Anomaly.SMB_TRANSFORM_TOO_LONG));
    }

    @Test
    void whereNothingIsGivenAnyMoreNothingIsRead() {
        Secrets[] given = {secrets};
        talk = new Talk(Limits.defaults(), () -> given[0]).connected();
        talk.client(part(create(1)));
        assertEquals(1, talk.ledger.of(Count.SMB_DECRYPTED_MESSAGES));
        given[0] = null;
        talk.on(2).client(part(create(2)));
        assertEquals(1, talk.ledger.of(Count.SMB_DECRYPTED_MESSAGES));
        assertTrue(talk.calls().contains("blind ENCRYPTED"));
    }

    private byte[] create(long messageId) {
        return talk.smb2.create(messageId, "a.exe");
    }

    /** A CLOSE of whatever the compound is about. */
    private byte[] closing(long messageId) {
        byte[] body = ByteBuffer.allocate(24).putLong(8, -1).putLong(16, -1).array();
        body[0] = 24;
        return talk.smb2.request(6, messageId, body);
    }

    private static byte[] related(byte[] message) {
        message[16] |= Smb2Messages.RELATED;
        return message;
    }

    private static byte[] leadingOn(byte[] message) {
        byte[] aligned = Arrays.copyOf(message, message.length + 7 & ~7);
        aligned[20] = (byte) aligned.length;
        return aligned;
    }

    private byte[] part(byte[] plain) {
        return part(KNOWN, plain);
    }

    private byte[] part(long session, byte[] plain) {
        byte[] nonce = ByteBuffer.allocate(12).putInt(++nonces).array();
        return Sealer.sealed(Suite.AES_128_GCM, KEY, nonce, session, plain);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            message.writeBytes(part);
        }
        return message.toByteArray();
    }
}
