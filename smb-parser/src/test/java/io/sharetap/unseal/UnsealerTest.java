package io.sharetap.unseal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages sealed by others' code for the same ciphers are opened; what was changed anywhere is not. */
class UnsealerTest {
    private static final int HEADER_LENGTH = 52;

    private final Random random = new Random(1);
    private final Unsealer unsealer = new Unsealer();

    @ParameterizedTest
    @EnumSource(Suite.class)
    void opensMessagesOfAnyLength(Suite suite) throws Exception {
        byte[] key = bytes(suite.keyBytes());
        CipherKeys keys = CipherKeys.given(bytes(suite.keyBytes()), key);
        for (int length : new int[] {1, 15, 16, 17, 4_096, 16_383, 16_384, 16_385, 100_000, 1 << 20}) {
            byte[] plain = bytes(length);
            byte[] sealed = sealed(suite, key, plain);
            assertArrayEquals(plain, opened(sealed, keys), suite + " " + length);
            assertArrayEquals(plain, opened(sealed, keys), "the same again, as it is sent again");
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void opensNothingThatWasChanged(Suite suite) throws Exception {
        byte[] key = bytes(suite.keyBytes());
        CipherKeys keys = CipherKeys.given(key, key);
        byte[] sealed = sealed(suite, key, bytes(100));
        for (int at = 4; at < sealed.length; at++) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            assertEquals(null, opened(changed, keys), suite + ", byte " + at);
        }
        assertEquals(null, opened(Arrays.copyOf(sealed, sealed.length - 1), keys));
        assertEquals(null, opened(Arrays.copyOf(sealed, HEADER_LENGTH), keys));
        assertEquals(null, opened(sealed, CipherKeys.given(bytes(key.length), bytes(key.length))));
    }

    @Test
    void derivesOneKeyForEachDirection() {
        CipherKeys one = CipherKeys.of311(Suite.AES_256_GCM, new byte[16], new byte[Preauthentication.BYTES]);
        CipherKeys other = CipherKeys.of30(new byte[16]);
        assertEquals(32, one.from(true).length);
        assertEquals(16, other.from(true).length);
        assertEquals(false, Arrays.equals(one.from(true), one.from(false)));
        assertEquals(false, Arrays.equals(other.from(true), other.from(false)));
    }

    private byte[] opened(byte[] message, CipherKeys keys) {
        ByteBuf output = Unpooled.buffer(message.length);
        ByteWindow window = new ByteWindow().wrap(Unpooled.wrappedBuffer(message), 0, message.length);
        int bytes = unsealer.unseal(window, false, keys, output);
        return bytes < 0 ? null : Arrays.copyOf(output.array(), bytes);
    }

    private byte[] sealed(Suite suite, byte[] key, byte[] plain) throws Exception {
        ByteBuffer message = ByteBuffer.allocate(HEADER_LENGTH + plain.length).order(ByteOrder.LITTLE_ENDIAN);
        byte[] nonce = bytes(suite.nonceBytes());
        message.putInt(0, 0x424D_53FD)
                .putInt(36, plain.length)
                .putShort(42, (short) 1)
                .putLong(44, 0x1D);
        message.put(20, nonce);
        byte[] authenticated = Arrays.copyOfRange(message.array(), 20, HEADER_LENGTH);
        byte[] both = suite.isGcm() ? gcm(key, nonce, authenticated, plain) : ccm(key, nonce, authenticated, plain);
        message.put(HEADER_LENGTH, both, 0, plain.length);
        message.put(4, both, plain.length, 16);
        return message.array();
    }

    private static byte[] gcm(byte[] key, byte[] nonce, byte[] authenticated, byte[] plain) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(authenticated);
        return cipher.doFinal(plain);
    }

    private static byte[] ccm(byte[] key, byte[] nonce, byte[] authenticated, byte[] plain) throws Exception {
        CCMBlockCipher cipher = (CCMBlockCipher) CCMBlockCipher.newInstance(AESEngine.newInstance());
        cipher.init(true, new AEADParameters(new KeyParameter(key), 128, nonce, authenticated));
        return cipher.processPacket(plain, 0, plain.length);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
