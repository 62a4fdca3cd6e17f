package io.sharetap.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Count;
import io.sharetap.base.Ledger;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HashRingTest {
    private final HashRing ring = new HashRing();
    private final KnownPrefixes known = new KnownPrefixes();
    private final DigestPool digests = new DigestPool(new Hashing(ring, known), new Ledger());
    private final Random random = new Random(7);
    /** Contents that files have in common, from their beginnings on. */
    private final byte[][] contents = new byte[3][40 * ChunkStore.CHUNK_BYTES];

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
    void whatFailsIsReportedToWhoeverAsks() {
        digests.giveBack(new Failing());
        RunningDigest digest = new RunningDigest(digests);
        digest.hashBeside(true);
        digest.took(digest.room(), 10);
        RunningDigest copy = digest.copy();
        assertTrue(ring.help());
        assertThrows(IllegalStateException.class, digest::value);
        assertThrows(IllegalStateException.class, copy::value);
        digest.giveBack();
        assertEquals("SHA-256", digests.take().getAlgorithm(), "it is not used again");
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void contentsThatBeginAlikeHaveTheirOwnHashes() throws InterruptedException {
        for (byte[] content : contents) {
            random.nextBytes(content);
        }
        try (HashingThread helper = new HashingThread(ring)) {
            for (int round = 0; round < 400; round++) {
                List<Hashed> files = new ArrayList<>();
                for (int file = 0; file < 4; file++) {
                    files.add(new Hashed(contents[random.nextInt(contents.length)], 0.02 * random.nextInt(3)));
                }
                for (int step = 0; step < 60; step++) {
                    int which = random.nextInt(files.size());
                    if (random.nextInt(20) == 0) {
                        files.set(which, files.get(which).copy());
                    } else {
                        files.get(which).more();
                    }
                }
                files.forEach(Hashed::check);
            }
            assertTrue(helper.helped() > 0);
        }
        long hashedBytes = digests.ledger.of(Count.KNOWN_BYTES);
        assertTrue(hashedBytes > 400L * 60 * ChunkStore.CHUNK_BYTES / 4, () -> hashedBytes + " bytes were known");
    }

    /** Hashes the same bytes twice: as contents are, and at once. */
    private final class Hashed {
        private final RunningDigest digest;
        private final MessageDigest expected;
        /** Null: each byte is made up. */
        private final byte[] content;

        private final double oddShare;
        private int at;

        Hashed() {
            this(null, 1);
        }

        /** Begins like a content, and ends in its own way when a step, of which so many do, has an odd length. */
        Hashed(byte[] content, double oddShare) {
            this(content, oddShare, new RunningDigest(digests), DigestPool.copyOf(digests.take()));
        }

        private Hashed(byte[] content, double oddShare, RunningDigest digest, MessageDigest expected) {
            this.content = content;
            this.oddShare = oddShare;
            this.digest = digest;
            this.expected = expected;
        }

        void more() {
            digest.hashBeside(content == null || random.nextBoolean());
            byte[] room = digest.room();
            random.nextBytes(room);
            int count = room.length;
            if (random.nextDouble() < oddShare) {
                count = 1 + random.nextInt(room.length);
            } else if (at + room.length <= content.length) {
                System.arraycopy(content, at, room, 0, room.length);
            }
            at += content == null ? 0 : count;
            expected.update(room, 0, count);
            digest.took(room, count);
        }

        Hashed copy() {
            Hashed copy = new Hashed(content, oddShare, digest.copy(), DigestPool.copyOf(expected));
            copy.at = at;
            return copy;
        }

        void check() {
            assertArrayEquals(expected.digest(), digest.value());
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
