package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Count;
import io.sharetap.base.Limits;
import io.sharetap.unseal.KeyFile;
import io.sharetap.unseal.Sealer;
import io.sharetap.unseal.Secrets;
import io.sharetap.unseal.Suite;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A session whose key is wrong is given up after some messages, until other keys are given. */
class KeysGivenLaterTest {
    private static final long SESSION = 0x51;

    private final Secrets[] given = {keys("11")};
    private final Talk talk = new Talk(Limits.defaults(), () -> given[0]).connected();
    private int nonces;

    private static Secrets keys(String twoDigits) {
        String key = twoDigits.repeat(16);
        return KeyFile.read(("5100000000000000,," + key + "," + key).getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aSessionThatWasGivenUpIsReadByKeysThatAreGivenLater() {
        ask(20);
        assertEquals(8, talk.noted(Anomaly.SMB_DECRYPTION_FAILED), "given up after these");
        assertTrue(talk.calls().contains("blind ENCRYPTED"));
        assertEquals(0, talk.decryptedBytes());
        giveOthers("00");
        ask(3);
        assertEquals(3L * talk.smb2.create(1, "a.exe").length, talk.decryptedBytes());
        assertEquals(3, talk.ledger.of(Count.SMB_DECRYPTED_MESSAGES));
        assertEquals(8, talk.noted(Anomaly.SMB_DECRYPTION_FAILED));
    }

    @Test
    void otherWrongKeysAreGivenUpLikewise() {
        ask(20);
        giveOthers("22");
        ask(20);
        assertEquals(16, talk.noted(Anomaly.SMB_DECRYPTION_FAILED));
        ask(20);
        assertEquals(16, talk.noted(Anomaly.SMB_DECRYPTION_FAILED));
    }

    /** They are looked at again each second. */
    private void giveOthers(String twoDigits) {
        given[0] = keys(twoDigits);
        talk.later(1).tick();
    }

    private void ask(int times) {
        for (int i = 0; i < times; i++) {
            byte[] nonce = ByteBuffer.allocate(12).putInt(++nonces).array();
            byte[] plain = talk.smb2.create(nonces, "a.exe");
            talk.client(Sealer.sealed(Suite.AES_128_GCM, new byte[16], nonce, SESSION, plain));
        }
    }
}
