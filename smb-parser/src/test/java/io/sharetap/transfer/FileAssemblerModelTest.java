package io.sharetap.transfer;

import static io.sharetap.transfer.Bench.hex;
import static io.sharetap.transfer.Bench.sha256;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.sharetap.base.Limits;
import io.sharetap.smb.FileOpSink.Outcome;
import io.sharetap.smb.MadeOpens;
import io.sharetap.smb.SmbOpen;
import io.sharetap.smb.SmbOpen.Action;
import io.sharetap.smb.SmbWrite;
import io.sharetap.transfer.AssembledFile.Range;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random writes, refusals, losses and cuts through two handles, against an array. */
class FileAssemblerModelTest {
    /** More are tried with {@code -Dseeds=}. */
    private static final int SEEDS = Integer.getInteger("seeds", 1_000);

    private static final int OFFSETS = 90_000;
    /** Of WRITEs and offsets, so that many are hashed before they are answered. */
    private static final int LARGE = 6;

    @TempDir
    Path spool;

    @Test
    void holdsWhatTheServerHolds() {
        for (int seed = 0; seed < SEEDS; seed++) {
            new Run(seed, "a.exe", Limits.defaults(), null).exactly();
        }
    }

    @Test
    void holdsWhatTheServerHoldsOfLargeWrites() {
        for (int seed = 0; seed < SEEDS / 4; seed++) {
            new Run(seed, "a.exe", Limits.defaults(), null, LARGE).exactly();
        }
    }

    @Test
    void holdsTheSameOfLargeWritesHashedBeside() throws InterruptedException {
        HashRing ring = new HashRing();
        try (HashingThread helper = new HashingThread(ring)) {
            for (int seed = 0; seed < SEEDS / 4; seed++) {
                new Run(seed, "a.exe", Limits.defaults(), null, LARGE, ring).exactly();
            }
            assertTrue(helper.helped() > 0);
        }
        Limits small = MadeLimits.content(1 << 20, 12 * ChunkStore.CHUNK_BYTES, 0);
        for (int seed = 0; seed < SEEDS / 6; seed++) {
            new Run(seed, "a.exe", small, null, LARGE, new HashRing()).honestly();
        }
    }

    @Test
    void holdsTheSameOfLargeWritesWithMostContentOnDisk() {
        Limits small = MadeLimits.content(4 << 20, 6 * ChunkStore.CHUNK_BYTES, 4 << 20);
        for (int seed = 0; seed < SEEDS / 12; seed++) {
            new Run(seed, "a.exe", small, spool, LARGE).exactly();
        }
    }

    @Test
    void neverGuessesAtLargeWritesWhereMemoryIsShort() {
        Limits small = MadeLimits.content(1 << 20, 12 * ChunkStore.CHUNK_BYTES, 0);
        for (int seed = 0; seed < SEEDS / 6; seed++) {
            new Run(seed, "a.exe", small, null, LARGE).honestly();
        }
    }

    @Test
    void holdsTheSameWithMostContentOnDisk() {
        Limits small = MadeLimits.content(1 << 20, 6 * ChunkStore.CHUNK_BYTES, 1 << 20);
        for (int seed = 0; seed < SEEDS / 6; seed++) {
            new Run(seed, "a.exe", small, spool).exactly();
        }
    }

    @Test
    void neverGuessesWhereMemoryIsShort() {
        Limits small = MadeLimits.content(1 << 20, 3 * ChunkStore.CHUNK_BYTES, 0);
        for (int seed = 0; seed < SEEDS / 3; seed++) {
            new Run(seed, "a.exe", small, null).honestly();
        }
    }

    @Test
    void neverGuessesWhereAFileIsTooLarge() {
        Limits small = MadeLimits.content(2 * ChunkStore.CHUNK_BYTES, 1 << 20, 0);
        for (int seed = 0; seed < SEEDS / 3; seed++) {
            new Run(seed, "a.exe", small, null).honestly();
        }
    }

    @Test
    void neverGuessesWhatWasNoProgramAtFirst() {
        for (int seed = 0; seed < SEEDS; seed++) {
            new Run(seed, "a.bin", Limits.defaults(), null).honestly();
        }
    }

    @Test
    void neverGuessesWhereRangesAreTooMany() {
        Limits small = MadeLimits.ranges(4, 8);
        for (int seed = 0; seed < SEEDS / 3; seed++) {
            new Run(seed, "a.exe", small, null).honestly();
        }
    }

    private record Sent(SmbWrite write, int[] data, int reached, int changesBefore) {}

    private static final class Run {
        private final int seed;
        private final int scale;
        private final Random random;
        private final Bench bench;
        private final List<Sent> pending = new ArrayList<>();
        private final ModelFile model;
        private final SmbOpen[] opens = new SmbOpen[2];
        private boolean written;
        private int changes;
        /**
         * The order of changes, or where the file ended, could not be seen: then it may say that nothing is certain.
         */
        private boolean uncertain;

        private boolean sizeKnown;

        Run(int seed, String path, Limits limits, Path spool) {
            this(seed, path, limits, spool, 1);
        }

        Run(int seed, String path, Limits limits, Path spool, int scale) {
            this(seed, path, limits, spool, scale, null);
        }

        Run(int seed, String path, Limits limits, Path spool, int scale, HashRing ring) {
            this.seed = seed;
            this.scale = scale;
            random = new Random(seed);
            bench = new Bench(limits, spool, ring);
            bench.pieceBytes = scale * (500 + random.nextInt(5_000));
            int base = random.nextInt(4);
            int size = base == 1 ? random.nextInt(scale * OFFSETS / 2) : 0;
            model = new ModelFile(size, base != 2);
            sizeKnown = base != 2;
            opens[0] = base == 1
                    ? bench.open(path, size)
                    : base == 2
                            ? bench.opened(MadeOpens.openUnanswered(bench.session, "ADMIN$", path))
                            : bench.create(path);
            opens[1] = opens[0];
            int steps = 1 + random.nextInt(24 / scale);
            for (int step = 0; step < steps; step++) {
                step(path);
            }
            while (!pending.isEmpty()) {
                answer();
            }
        }

        private void step(String path) {
            int what = random.nextInt(12);
            if (what == 0 && written) {
                int size = random.nextInt(scale * OFFSETS);
                bench.assembler.onEndOfFile(opens[0], size, bench.tick());
                model.endOfFile(size);
                sizeKnown = true;
                changes++;
            } else if (what == 1 && written && opens[1] == opens[0] && pending.isEmpty()) {
                opens[1] = bench.opened(MadeOpens.open(bench.session, "ADMIN$", path, Action.OPENED, model.size()));
            } else if (what < 4 && !pending.isEmpty()) {
                answer();
            } else {
                send();
            }
        }

        private void send() {
            boolean append = random.nextInt(10) == 0;
            boolean atStart = random.nextInt(4 * scale) == 0;
            int offset = atStart ? 0 : random.nextInt(4 * scale) == 0 ? random.nextInt(scale * OFFSETS) : next();
            byte[] bytes = new byte[1 + random.nextInt(scale * (random.nextInt(5) < scale ? 40_000 : 9_000))];
            random.nextBytes(bytes);
            sentTo = offset + bytes.length;
            if ((atStart || scale > 1 && offset == 0) && bytes.length > 1) {
                int begins = random.nextInt(4);
                bytes[0] = (byte) (begins == 0 ? 0 : begins == 1 ? 'X' : 'M');
                bytes[1] = (byte) (begins == 0 ? 0 : 'Z');
            }
            SmbWrite write = MadeOpens.write(opens[random.nextInt(2)], append ? SmbWrite.APPEND : offset, bytes.length);
            bench.assembler.onWrite(write, bench.tick());
            pending.add(new Sent(write, new int[bytes.length], deliver(write, bytes, pending.size()), changes));
            Sent sent = pending.get(pending.size() - 1);
            for (int at = 0; at < bytes.length; at++) {
                sent.data[at] = at < sent.reached && !lost(at) ? bytes[at] & 0xFF : -1;
            }
            if (pending.size() > 4) {
                answer();
            }
        }

        /** Behind what the file has, or else behind what was sent last. */
        private int next() {
            return scale == 1 || random.nextBoolean() ? model.size() : sentTo;
        }

        private int sentTo;
        private int lostFrom;
        private int lostTo;

        private boolean lost(int at) {
            return at >= lostFrom && at < lostTo;
        }

        private int deliver(SmbWrite write, byte[] bytes, int number) {
            lostFrom = 0;
            lostTo = 0;
            int reached = random.nextInt(20) == 0 ? random.nextInt(bytes.length) : bytes.length;
            if (random.nextInt(20) == 0 && reached > 1) {
                lostFrom = random.nextInt(reached - 1);
                lostTo = lostFrom + 1 + random.nextInt(reached - lostFrom - 1);
            }
            for (int at = 0; at < reached; ) {
                int next;
                if (lost(at)) {
                    next = lostTo;
                    if (number % 2 == 0) {
                        bench.assembler.onWriteGap(write, at, next - at, bench.tick());
                    }
                } else {
                    next = Math.min(reached, at + bench.pieceBytes);
                    next = at < lostFrom ? Math.min(next, lostFrom) : next;
                    bench.piece(write, at, Arrays.copyOfRange(bytes, at, next));
                }
                at = next;
            }
            // Bytes that are lost at the very end, and nobody said so, were never heard of.
            return lostTo == reached && lostFrom < lostTo && number % 2 == 1 ? lostFrom : reached;
        }

        private void answer() {
            Sent sent = pending.remove(random.nextInt(pending.size()));
            int kind = random.nextInt(10);
            int count = sent.data.length;
            Outcome outcome = Outcome.CONFIRMED;
            if (kind == 0) {
                outcome = Outcome.REFUSED;
                count = 0;
            } else if (kind == 1) {
                outcome = Outcome.UNSEEN;
                count = sent.reached > 0 ? sent.data.length : 0;
            } else if (kind == 2) {
                count = random.nextInt(sent.data.length + 1);
            }
            bench.assembler.onWriteAnswer(sent.write, outcome, count, bench.tick());
            if (count > 0) {
                written = true;
                long offset = sent.write.fileOffset();
                uncertain |= outcome == Outcome.UNSEEN && changes > sent.changesBefore;
                uncertain |= offset == SmbWrite.APPEND && !sizeKnown;
                changes++;
                model.write(offset == SmbWrite.APPEND ? model.size() : (int) offset, sent.data, count);
            }
        }

        private AssembledFile close() {
            bench.close(opens[0]);
            if (opens[1] != opens[0]) {
                bench.close(opens[1]);
            }
            AssembledFile file = bench.reported.isEmpty() ? null : bench.last();
            bench.end();
            assertEquals(0, bench.assembler.heldChunks(), "chunks at the end of seed " + seed);
            bench.close();
            return written ? file : null;
        }

        void exactly() {
            AssembledFile file = close();
            if (file == null) {
                return;
            }
            assertEquals(model.size(), file.size(), "size of seed " + seed);
            if (uncertain && !file.complete()) {
                assertNull(file.sha256(), "hash of seed " + seed);
                return;
            }
            assertEquals(model.missing(), file.missing(), "missing of seed " + seed);
            sameBytes(file);
            if (model.missing().isEmpty()) {
                assertEquals(hex(sha256(model.content())), hex(file.sha256()), "hash of seed " + seed);
            } else {
                assertNull(file.sha256(), "hash of seed " + seed);
            }
        }

        void honestly() {
            AssembledFile file = close();
            if (file == null) {
                return;
            }
            assertEquals(model.size(), file.size(), "size of seed " + seed);
            for (Range range : model.missing()) {
                assertTrue(
                        file.missing().stream()
                                .anyMatch(reported -> reported.from() <= range.from() && reported.to() >= range.to()),
                        "missing " + range + " of seed " + seed + " in " + file.missing());
            }
            sameBytes(file);
            if (file.sha256() != null) {
                assertEquals(hex(sha256(model.content())), hex(file.sha256()), "hash of seed " + seed);
            }
            if (file.missing().isEmpty() && model.program()) {
                assertEquals(hex(sha256(model.content())), hex(file.sha256()), "hash of seed " + seed);
            }
        }

        private void sameBytes(AssembledFile file) {
            byte[] content = bench.lastContent();
            for (int at = 0; content != null && at < content.length; at++) {
                if ((byte) model.at(at) != content[at]) {
                    fail("byte " + at + " of seed " + seed);
                }
            }
        }
    }
}
