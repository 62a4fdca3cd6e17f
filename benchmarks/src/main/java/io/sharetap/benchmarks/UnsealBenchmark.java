package io.sharetap.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import io.sharetap.unseal.CipherKeys;
import io.sharetap.unseal.KeyFile;
import io.sharetap.unseal.Unsealer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Measures how long it takes to decrypt one message of the length of a WRITE, whose tag holds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class UnsealBenchmark {
    private static final int HEADER_BYTES = 52;
    private static final int NONCE_AT = 20;
    private static final int KEY_BYTES = 16;
    private static final int TAG_BITS = 128;

    @Param({"gcm", "ccm"})
    public String cipher;

    @Param({"65536", "1048576", "8388608"})
    public int bytes;

    private final Unsealer unsealer = new Unsealer();
    private final ByteWindow window = new ByteWindow();
    private ByteBuf message;
    private ByteBuf output;
    private CipherKeys keys;

    /** Encrypts the message. Two ciphers have keys of this length; the first message shows which one is used. */
    @Setup
    public void seal() throws GeneralSecurityException, InvalidCipherTextException {
        byte[] key = new byte[KEY_BYTES];
        String digits = "00".repeat(KEY_BYTES);
        String line = "00".repeat(Long.BYTES) + ",," + digits + "," + digits;
        keys = KeyFile.read(line.getBytes(StandardCharsets.US_ASCII)).keysOf(0);
        ByteBuffer head = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(0, 0x424D_53FD).putInt(36, bytes).putShort(42, (short) 1);
        byte[] authenticated = Arrays.copyOfRange(head.array(), NONCE_AT, HEADER_BYTES);
        byte[] sealed = cipher.equals("gcm") ? gcm(key, authenticated) : ccm(key, authenticated);
        message = Unpooled.directBuffer(HEADER_BYTES + bytes);
        message.writeBytes(head.array()).writeBytes(sealed, 0, bytes).setBytes(4, sealed, bytes, sealed.length - bytes);
        output = Unpooled.directBuffer(bytes, bytes).writerIndex(bytes);
    }

    private byte[] gcm(byte[] key, byte[] authenticated) throws GeneralSecurityException {
        Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
        gcm.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, new byte[12]));
        gcm.updateAAD(authenticated);
        return gcm.doFinal(new byte[bytes]);
    }

    private byte[] ccm(byte[] key, byte[] authenticated) throws InvalidCipherTextException {
        CCMBlockCipher ccm = (CCMBlockCipher) CCMBlockCipher.newInstance(AESEngine.newInstance());
        ccm.init(true, new AEADParameters(new KeyParameter(key), TAG_BITS, new byte[11], authenticated));
        return ccm.processPacket(new byte[bytes], 0, bytes);
    }

    /** Decrypts the whole message, from the wire's memory into that for decrypted messages. */
    @Benchmark
    public int unseal() {
        window.wrap(message, 0, HEADER_BYTES + bytes);
        int opened = unsealer.unseal(window, true, keys, output);
        if (opened != bytes) {
            throw new IllegalStateException("the tag does not hold");
        }
        return opened;
    }
}
