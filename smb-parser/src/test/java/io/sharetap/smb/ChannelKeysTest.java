package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Limits;
import io.sharetap.unseal.CipherKeys;
import io.sharetap.unseal.KeyFile;
import io.sharetap.unseal.Sealer;
import io.sharetap.unseal.Secrets;
import io.sharetap.unseal.Suite;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * A channel between other addresses than its session's first connection: by which of several keys, its messages tell.
 */
class ChannelKeysTest {
    private static final long SESSION = 0x51;
    private static final Secrets OTHERS = KeyFile.read(
            (line("0100000000000000", "11") + line("0200000000000000", "22")).getBytes(StandardCharsets.US_ASCII));
    private static final CipherKeys WRONG = OTHERS.keysOf(1);
    private static final CipherKeys RIGHT = OTHERS.keysOf(2);

    private final Secrets secrets = KeyFile.read(line("5200000000000000", "33").getBytes(StandardCharsets.US_ASCII));
    private final Talk talk = new Talk(Limits.defaults(), () -> secrets).connected();
    private int nonces;

    private static String line(String session, String twoDigits) {
        return session + ",," + twoDigits.repeat(16) + "," + twoDigits.repeat(16) + "\n";
    }

    @Test
    void theKeysThatOpenAMessageAreTheSessions() {
        talk.mayBe(SESSION, WRONG, RIGHT);
        talk.client(sealed(0x22, talk.smb2.create(5, "a.exe")));
        talk.server(sealed(0x22, talk.smb2.createAnswer(5, 9, 2, 0)));
        assertTrue(talk.calls().contains("open"));
        assertEquals(2, talk.ledger.of(Count.SMB_DECRYPTED_MESSAGES));
        assertEquals(0, talk.noted(Anomaly.SMB_DECRYPTION_FAILED));
        assertEquals(1, talk.keysFor(SESSION).size(), "which others may ask for");
    }

    @Test
    void whereNoneOpensAnythingTheyAreGivenUp() {
        talk.mayBe(SESSION, WRONG);
        for (int i = 0; i < 20; i++) {
            talk.client(sealed(0x44, talk.smb2.create(5, "a.exe")));
        }
        assertEquals(8, talk.noted(Anomaly.SMB_DECRYPTION_FAILED));
        assertTrue(talk.calls().contains("blind ENCRYPTED"));
    }

    @Test
    void keysOfAnotherServersChannelAreNotTried() {
        talk.withServer(0xFFFF_0A00_0009L).mayBe(SESSION, RIGHT);
        talk.client(sealed(0x22, talk.smb2.create(5, "a.exe")));
        assertEquals(0, talk.ledger.of(Count.SMB_DECRYPTED_MESSAGES));
        assertEquals(0, talk.noted(Anomaly.SMB_DECRYPTION_FAILED));
    }

    @Test
    void noMoreThanSomeChannelsAreRemembered() {
        talk.mayBe(SESSION, RIGHT);
        for (int other = 1; other <= 256; other++) {
            talk.mayBe(0x1_0000 + other, WRONG);
        }
        talk.client(sealed(0x22, talk.smb2.create(5, "a.exe")));
        assertEquals(0, talk.ledger.of(Count.SMB_DECRYPTED_MESSAGES));
        assertTrue(talk.keysFor(SESSION).isEmpty());
    }

    @Test
    void whatBindsAChannelIsToldFromAllElse() {
        assertTrue(begins(0xFE53_4D42, 1, 0, 1));
        assertFalse(begins(0xFE53_4D42, 1, 0, 0), "a logon");
        assertFalse(begins(0xFE53_4D42, 1, 1, 1), "an answer");
        assertFalse(begins(0xFE53_4D42, 5, 0, 1), "another command");
        assertFalse(begins(0xFD53_4D42, 1, 0, 1), "encrypted");
        assertFalse(ChannelRequest.begins(new ByteWindow().wrap(Unpooled.buffer(70), 0, 70)), "cut");
    }

    private static boolean begins(int protocolId, int command, int flags, int setupFlags) {
        ByteBuffer bytes = ByteBuffer.allocate(100).putInt(4, protocolId);
        bytes.put(16, (byte) command).put(20, (byte) flags).put(70, (byte) setupFlags);
        return ChannelRequest.begins(new ByteWindow().wrap(Unpooled.wrappedBuffer(bytes.array()), 0, 100));
    }

    private byte[] sealed(int key, byte[] plain) {
        byte[] keys = new byte[16];
        Arrays.fill(keys, (byte) key);
        byte[] nonce = ByteBuffer.allocate(12).putInt(++nonces).array();
        return Sealer.sealed(Suite.AES_128_GCM, keys, nonce, SESSION, plain);
    }
}
