package io.sharetap.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Count;
import io.sharetap.base.Ledger;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KnownPrefixesTest {
    private static final int CHUNK = ChunkStore.CHUNK_BYTES;

    private final Random random = new Random(3);
    private final KnownPrefixes known = new KnownPrefixes();
    private final DigestPool digests = new DigestPool(new Hashing(null, known), new Ledger());

    private byte[] hash(byte[] content) {
        RunningDigest digest = new RunningDigest(digests);
        for (int at = 0; at < content.length; at += CHUNK) {
            int count = Math.min(CHUNK, content.length - at);
            byte[] room = digest.room();
            System.arraycopy(content, at, room, 0, count);
            digest.took(room, count);
        }
        byte[] value = digest.value();
        digest.giveBack();
        return value;
    }

    private void learn(byte[] content) {
        for (int time = 0; time < 3; time++) {
            hash(content);
        }
    }

    private byte[] content(int bytes) {
        byte[] content = new byte[bytes];
        random.nextBytes(content);
        return content;
    }

    private byte[] sha256(byte[] content) {
        return DigestPool.copyOf(digests.take()).digest(content);
    }

    private long knownBytes() {
        return digests.ledger.of(Count.KNOWN_BYTES);
    }

    @Test
    void fromTheFourthTimeOnOnlyTheLastPartIsHashed() {
        byte[] content = content(5 * CHUNK + 100);
        long[] known = {0, 0, CHUNK, 6 * CHUNK, 11 * CHUNK};
        for (long knownBytes : known) {
            assertArrayEquals(sha256(content), hash(content));
            assertEquals(knownBytes, knownBytes());
        }
    }

    @Test
    void whatNeverCameBeforeIsNeitherLookedForNorRemembered() {
        byte[] content = content(3 * CHUNK);
        hash(content);
        Fingerprint whole = known.fingerprint();
        for (int at = 0; at < content.length; at += CHUNK) {
            byte[] chunk = Arrays.copyOfRange(content, at, at + CHUNK);
            whole.extend(chunk, CHUNK);
        }
        assertFalse(known.cameBefore(whole));
        assertTrue(known.cameBefore(whole));
    }

    @Test
    void whatDiffersBehindTheKnownIsHashedFromThere() {
        byte[] content = content(8 * CHUNK);
        learn(content);
        for (int chunk = 0; chunk < 8; chunk++) {
            byte[] other = content.clone();
            other[chunk * CHUNK + random.nextInt(CHUNK)] ^= 1;
            long before = knownBytes();
            assertArrayEquals(sha256(other), hash(other));
            assertEquals((long) chunk * CHUNK, knownBytes() - before);
        }
    }

    @Test
    void aDigestInWhosePlaceAKnownOneStepsGoesBackToThePool() {
        byte[] content = content(3 * CHUNK);
        hash(content);
        Fingerprint two = known.fingerprint();
        two.extend(Arrays.copyOf(content, 2 * CHUNK), 2 * CHUNK);
        known.remember(KnownPrefix.of(two, digestOf(Arrays.copyOf(content, 2 * CHUNK))));
        byte[] expected = sha256(content);
        MessageDigest first = digests.take();
        digests.giveBack(first);
        assertArrayEquals(expected, hash(content));
        assertEquals(CHUNK, knownBytes());
        assertNotSame(first, digests.take());
        assertSame(first, digests.take());
    }

    private MessageDigest digestOf(byte[] bytes) {
        MessageDigest digest = DigestPool.copyOf(digests.take());
        digest.update(bytes);
        return digest;
    }

    @Test
    void itIsOfUseToAnother() {
        byte[] content = content(4 * CHUNK);
        learn(content);
        DigestPool others = new DigestPool(new Hashing(null, known), new Ledger());
        RunningDigest digest = new RunningDigest(others);
        byte[] room = digest.room();
        System.arraycopy(content, 0, room, 0, CHUNK);
        digest.took(room, CHUNK);
        assertEquals(CHUNK, others.ledger.of(Count.KNOWN_BYTES));
    }

    @Test
    void neverIsMoreRememberedThanItsPlaces() {
        List<Fingerprint> all = new ArrayList<>();
        byte[] block = new byte[Fingerprint.BLOCK_BYTES];
        for (int i = 0; i < 2 * KnownPrefixes.PREFIXES_MAX; i++) {
            block[i % 5 + 8] ^= (byte) i;
            block[0] = (byte) i;
            block[1] = (byte) (i >> 8);
            block[2] = (byte) (i >> 16);
            Fingerprint fingerprint = known.fingerprint();
            fingerprint.extend(block, block.length);
            assertNull(known.find(fingerprint));
            KnownPrefix prefix = KnownPrefix.of(fingerprint, digests.take());
            known.remember(prefix);
            assertSame(prefix, known.find(fingerprint));
            all.add(fingerprint);
        }
        long found = all.stream().filter(one -> known.find(one) != null).count();
        assertTrue(found > 0.9 * KnownPrefixes.PREFIXES_MAX && found <= KnownPrefixes.PREFIXES_MAX, () -> found + "");
        long late = all.subList(all.size() - KnownPrefixes.PREFIXES_MAX / 2, all.size()).stream()
                .filter(one -> known.find(one) != null)
                .count();
        assertTrue(late > 0.7 * KnownPrefixes.PREFIXES_MAX / 2, () -> late + " of the latest");
        assertNotNull(known.find(all.get(all.size() - 1)));
    }
}
