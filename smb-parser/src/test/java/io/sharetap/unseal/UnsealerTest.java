package io.sharetap.unseal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages sealed by others' code for the same ciphers are opened; what was changed anywhere is not. */
class UnsealerTest {
    private final Random random = new Random(1);
    private final Unsealer unsealer = new Unsealer();

    @ParameterizedTest
    @EnumSource(Suite.class)
    void opensMessagesOfAnyLength(Suite suite) {
        byte[] key = bytes(suite.keyBytes());
        CipherKeys keys = CipherKeys.given(bytes(suite.keyBytes()), key);
        int[] lengths = {1, 15, 16, 17, 255, 256, 257, 4_096, 8 << 20, 1, 15, 16, 17, 16_383, 16_384, 16_385, 100_000};
        for (int length : lengths) { // the long one is the last that is taken by small blocks
            byte[] plain = bytes(length);
            byte[] sealed = sealed(suite, key, plain);
            assertArrayEquals(plain, opened(sealed, keys), suite + " " + length);
            assertArrayEquals(plain, opened(sealed, keys), "the same again, as it is sent again");
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void opensNothingThatWasChanged(Suite suite) {
        byte[] key = bytes(suite.keyBytes());
        CipherKeys keys = CipherKeys.given(key, key);
        byte[] sealed = sealed(suite, key, bytes(100));
        for (int at = 4; at < sealed.length; at++) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            assertEquals(null, opened(changed, keys), suite + ", byte " + at);
        }
        assertEquals(null, opened(Arrays.copyOf(sealed, sealed.length - 1), keys));
        assertEquals(null, opened(Arrays.copyOf(sealed, Sealer.HEADER_LENGTH), keys));
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

    private byte[] sealed(Suite suite, byte[] key, byte[] plain) {
        return Sealer.sealed(suite, key, bytes(suite.nonceBytes()), 0x1D, plain);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
