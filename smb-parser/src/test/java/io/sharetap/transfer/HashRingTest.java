package io.sharetap.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HashRingTest {
    private final HashRing ring = new HashRing();
    private final Random random = new Random(7);

    @Test
    void theOwnerHashesWhereNobodyHelps() {
        Hashed file = new Hashed();
        for (int piece = 0; piece < 3 * HashRing.PIECES; piece++) {
            file.more();
        }
        file.check();
        assertFalse(ring.help());
    }

    @Test
    void aPieceIsHashedOnceItIsNeeded() {
        Hashed file = new Hashed();
        for (int piece = 0; piece < HashRing.PIECES; piece++) {
            file.more();
        }
        assertFalse(ring.isHashed(1));
        file.more();
        assertTrue(ring.isHashed(1));
        assertFalse(ring.isHashed(2));
    }

    @Test
    void whoHelpsLeavesTheRestAfterSome() {
        Hashed file = new Hashed();
        for (int piece = 0; piece < HashRing.PIECES; piece++) {
            file.more();
        }
        assertTrue(ring.help());
        assertTrue(ring.isHashed(8));
        assertFalse(ring.isHashed(9));
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void manyFilesTakeTurns() throws InterruptedException {
        long helped = 0;
        for (int round = 0; round < 200 || helped == 0; round++) {
            try (HashingThread helper = new HashingThread(ring)) {
                List<Hashed> files = new ArrayList<>();
                for (int step = 0; step < 200; step++) {
                    int what = random.nextInt(20);
                    if (what == 0 || files.isEmpty()) {
                        files.add(new Hashed());
                    } else if (what == 1) {
                        files.remove(random.nextInt(files.size())).check();
                    } else if (what == 2) {
                        files.add(files.get(random.nextInt(files.size())).copy());
                    } else {
                        files.get(random.nextInt(files.size())).more();
                    }
                }
                files.forEach(Hashed::check);
                helped += helper.helped();
            }
        }
        assertTrue(helped > 0);
    }

    @Test
    void whatFailsIsToldToWhoAsks() {
        RunningDigest digest = new RunningDigest(new Failing(), ring);
        digest.handOver(10);
        RunningDigest copy = digest.copy();
        assertTrue(ring.help());
        assertThrows(IllegalStateException.class, digest::settled);
        assertThrows(IllegalStateException.class, copy::settled);
        DigestPool pool = new DigestPool(ring);
        digest.giveBackTo(pool);
        assertEquals("SHA-256", pool.take().getAlgorithm(), "it is not used again");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Hashes the same bytes twice: through the ring, and at once. */
    private final class Hashed {
        private final RunningDigest digest;
        private final MessageDigest expected;

        Hashed() {
            this(new RunningDigest(sha256(), ring), sha256());
        }

        private Hashed(RunningDigest digest, MessageDigest expected) {
            this.digest = digest;
            this.expected = expected;
        }

        void more() {
            HashPiece piece = ring.claim();
            random.nextBytes(piece.bytes);
            int count = 1 + random.nextInt(piece.bytes.length);
            expected.update(piece.bytes, 0, count);
            digest.handOver(count);
        }

        Hashed copy() {
            return new Hashed(digest.copy(), DigestPool.copyOf(expected));
        }

        void check() {
            assertArrayEquals(expected.digest(), digest.settled().digest());
        }
    }

    private static final class Failing extends MessageDigest implements Cloneable {
        Failing() {
            super("failing");
        }

        @Override
        protected void engineUpdate(byte input) {
            throw new IllegalStateException();
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            throw new IllegalStateException();
        }

        @Override
        protected byte[] engineDigest() {
            throw new IllegalStateException();
        }

        @Override
        protected void engineReset() {}
    }
}
