package io.sharetap.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import io.sharetap.smb.SmbOpen;
import io.sharetap.transfer.AssembledFile.Range;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartDigestTest {
    private static final int CHUNK = ChunkStore.CHUNK_BYTES;
    private static final List<Range> LEFT_OUT =
            List.of(new Range(300, 304), new Range(100, 108), new Range(CHUNK - 5, CHUNK + 5));

    @Test
    void hashesAllButSomeRangesHoweverTheBytesCome() {
        byte[] bytes = Bench.program(5_000, 1);
        List<Range> ranges = List.of(new Range(0, 1), new Range(4_990, 6_000), new Range(10, 20), new Range(15, 30));
        for (int step : new int[] {1, 7, 64, 5_000}) {
            DigestPool digests = new DigestPool(Hashing.alone(), new Ledger());
            PartDigest digest = new PartDigest(digests, ranges, sha256());
            for (int at = 0; at < bytes.length; at += step) {
                int count = Math.min(step, bytes.length - at);
                byte[] room = digest.room();
                System.arraycopy(bytes, at, room, 0, count);
                digest.took(room, count);
            }
            assertEquals(hex(digestOf("SHA-256", bytes, ranges)), hex(digest.finish()), "steps of " + step);
        }
    }

    @Test
    void aDigestMadeInStepOutlivesTheContent() {
        try (Bench bench = new Bench(MadeLimits.content(3 * CHUNK, 64 * CHUNK, 0), null)) {
            bench.keep = new KeptRanges(true, List.of(), LEFT_OUT);
            byte[] program = Bench.program(10 * CHUNK, 2);
            SmbOpen open = bench.create("a.exe");
            for (int at = 0; at < program.length; at += CHUNK) {
                bench.write(open, at, Arrays.copyOfRange(program, at, at + CHUNK));
            }
            bench.close(open);
            Content content = bench.only().content();
            assertEquals(hex(digestOf("SHA-256", program, LEFT_OUT)), hex(content.digest("SHA-256", LEFT_OUT)));
            assertNull(content.digest("SHA-1", LEFT_OUT), "its bytes are gone");
            assertNull(content.digest("SHA-256", List.of(new Range(1, 2))), "and so are those of another part");
        }
    }

    @Test
    void otherDigestsAreMadeOfTheContent() {
        try (Bench bench = new Bench()) {
            bench.keep = new KeptRanges(true, List.of(), LEFT_OUT);
            byte[] program = Bench.program(3 * CHUNK, 3);
            SmbOpen open = bench.create("a.exe");
            bench.write(open, 0, program);
            bench.close(open);
            Content content = bench.only().content();
            for (String algorithm : List.of("MD5", "SHA-1", "SHA-256", "SHA-512")) {
                assertEquals(
                        hex(digestOf(algorithm, program, LEFT_OUT)),
                        hex(content.digest(algorithm, LEFT_OUT)),
                        algorithm);
            }
            List<Range> others = List.of(new Range(7, 9));
            assertEquals(hex(digestOf("SHA-256", program, others)), hex(content.digest("SHA-256", others)));
            assertNull(content.digest("none", LEFT_OUT));
        }
    }

    @Test
    void aDigestIsRightWhateverOrderTheWritesCameIn() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            try (Bench bench = new Bench()) {
                bench.keep = new KeptRanges(true, List.of(), random.nextInt(4) == 0 ? null : LEFT_OUT);
                byte[] model = Bench.program(2 * CHUNK + random.nextInt(2 * CHUNK), seed);
                SmbOpen open = bench.create("a.exe");
                write(bench, open, model, 0, 1 + random.nextInt(random.nextBoolean() ? 200 : 2 * CHUNK));
                for (int i = random.nextInt(12); i >= 0; i--) {
                    int from = random.nextInt(random.nextBoolean() ? 400 : model.length);
                    int count = Math.min(model.length - from, 1 + random.nextInt(CHUNK));
                    for (int at = Math.max(2, from); at < from + count; at++) {
                        model[at] = (byte) random.nextInt();
                    }
                    write(bench, open, model, from, count);
                }
                write(bench, open, model, model.length - 1, 1);
                int gap = random.nextInt(model.length);
                write(bench, open, model, gap, model.length - gap);
                write(bench, open, model, 0, gap);
                bench.close(open);
                Content content = bench.only().content();
                String expected = hex(digestOf("SHA-256", model, LEFT_OUT));
                assertEquals(expected, hex(content.digest("SHA-256", LEFT_OUT)), "seed " + seed);
                assertEquals(expected, hex(content.digest("SHA-256", LEFT_OUT)), "again, seed " + seed);
            }
        }
    }

    @Test
    void zerosThatNobodyWroteAreCovered() {
        try (Bench bench = new Bench()) {
            bench.keep = new KeptRanges(true, List.of(), LEFT_OUT);
            byte[] program = Arrays.copyOf(Bench.program(CHUNK, 4), 3 * CHUNK);
            program[3 * CHUNK - 1] = 1;
            SmbOpen open = bench.create("a.exe");
            bench.write(open, 0, Arrays.copyOf(program, CHUNK));
            bench.write(open, 3 * CHUNK - 1, new byte[] {1});
            bench.close(open);
            assertEquals(
                    hex(digestOf("SHA-256", program, LEFT_OUT)),
                    hex(bench.only().content().digest("SHA-256", LEFT_OUT)));
        }
    }

    @Test
    void whereBytesAreLackingThereIsNoDigest() {
        try (Bench bench = new Bench()) {
            bench.keep = new KeptRanges(true, List.of(), LEFT_OUT);
            SmbOpen open = bench.open("a.exe", 3 * CHUNK);
            bench.write(open, 0, Bench.program(CHUNK, 5));
            bench.close(open);
            assertNull(bench.only().content().digest("SHA-256", LEFT_OUT));
        }
    }

    @Test
    void whatWasAskedOfTheSameContentBeforeIsKnownWhenItsBytesAreGone() {
        try (Bench bench = new Bench()) {
            bench.keep = new KeptRanges(true, List.of(), LEFT_OUT);
            byte[] program = Bench.program(8 * CHUNK, 7);
            SmbOpen open = bench.create("a.exe");
            bench.write(open, 0, program);
            bench.close(open);
            String expected = hex(digestOf("SHA-1", program, LEFT_OUT));
            assertEquals(expected, hex(bench.only().content().digest("SHA-1", LEFT_OUT)));
            ((FileContent) bench.only().content()).forgetContent(true);
            assertEquals(expected, hex(bench.only().content().digest("SHA-1", LEFT_OUT)));
            assertNull(bench.only().content().digest("SHA-1", List.of()));
        }
    }

    @Test
    void digestsThatCostMoreThanTheWritesAreWorthAreNotMade() {
        try (Bench bench = new Bench()) {
            bench.keep = new KeptRanges(true, List.of(), LEFT_OUT);
            byte[] program = Bench.program(64 * CHUNK, 6);
            SmbOpen open = bench.create("a.exe");
            bench.write(open, 0, program);
            bench.close(open);
            Content content = bench.only().content();
            int made = 0;
            while (made < 100 && content.digest("SHA-1", List.of(new Range(made, made + 1))) != null) {
                made++;
            }
            assertTrue(made >= 8 && made < 16, "made " + made);
            assertEquals(1, bench.ledger.of(Anomaly.HASH_WORK_LIMITED));
        }
    }

    private static void write(Bench bench, SmbOpen open, byte[] model, int from, int count) {
        int to = Math.min(model.length, from + count);
        if (to > from) {
            bench.write(open, from, Arrays.copyOfRange(model, from, to));
        }
    }

    private static byte[] digestOf(String algorithm, byte[] bytes, List<Range> leftOut) {
        ByteArrayOutputStream covered = new ByteArrayOutputStream();
        for (int at = 0; at < bytes.length; at++) {
            int here = at;
            if (leftOut.stream().noneMatch(range -> range.from() <= here && here < range.to())) {
                covered.write(bytes[at]);
            }
        }
        try {
            return MessageDigest.getInstance(algorithm).digest(covered.toByteArray());
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String hex(byte[] bytes) {
        return Bench.hex(bytes);
    }
}
