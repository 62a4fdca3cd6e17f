package io.sharetap.frame;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** Frames of every disguise, with bytes flipped and ends cut: nothing is thrown, and no segment leaves its frame. */
class FrameMutationTest {
    private static final int ROUNDS = 200_000;
    private static final int[] LINK_TYPES = {0, 1, 12, 101, 108, 113, 228, 276};

    @Test
    void survivesFlippedAndCutFrames() {
        List<byte[]> frames = Stream.concat(TunnelsTest.all(), FrameDecoderTest.frames())
                .map(FrameMutationTest::frameOf)
                .toList();
        Ledger ledger = new Ledger();
        int[] payloadBytes = new int[1];
        FrameDecoder decoder = new FrameDecoder(Limits.defaults(), ledger, new int[0], segment -> {
            payloadBytes[0] += segment.payload.length();
            assertTrue(segment.missingTailBytes >= 0, "missing bytes " + segment.missingTailBytes);
        });
        Random random = new Random();
        ByteWindow window = new ByteWindow();
        for (int seed = 0; seed < ROUNDS; seed++) {
            random.setSeed(seed);
            byte[] frame = mutated(frames.get(random.nextInt(frames.size())), random);
            int linkType = random.nextInt(8) == 0 ? LINK_TYPES[random.nextInt(LINK_TYPES.length)] : 1;
            payloadBytes[0] = 0;
            try {
                window.wrap(Unpooled.wrappedBuffer(frame), 0, frame.length);
                decoder.onFrame(linkType, window, random.nextInt(4) == 0 ? 2_000 : frame.length, seed * 1_000L, seed);
            } catch (RuntimeException | Error thrown) {
                throw new AssertionError("seed " + seed, thrown);
            }
            assertTrue(payloadBytes[0] <= 65_535, "seed " + seed);
        }
    }

    private static byte[] frameOf(Arguments arguments) {
        return Stream.of(arguments.get())
                .filter(byte[].class::isInstance)
                .map(byte[].class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static byte[] mutated(byte[] original, Random random) {
        byte[] frame =
                Arrays.copyOf(original, random.nextInt(4) == 0 ? random.nextInt(original.length + 1) : original.length);
        for (int flips = random.nextInt(4); flips > 0 && frame.length > 0; flips--) {
            int at = random.nextInt(frame.length);
            frame[at] = (byte) (random.nextBoolean() ? random.nextInt() : frame[at] ^ 1 << random.nextInt(8));
        }
        return frame;
    }
}
