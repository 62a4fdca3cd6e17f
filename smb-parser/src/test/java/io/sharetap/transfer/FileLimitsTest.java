package io.sharetap.transfer;

import static io.sharetap.transfer.Bench.SECOND;
import static io.sharetap.transfer.Bench.hex;
import static io.sharetap.transfer.Bench.program;
import static io.sharetap.transfer.Bench.sha256;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Count;
import io.sharetap.base.Limits;
import io.sharetap.smb.MadeOpens;
import io.sharetap.smb.SmbOpen;
import io.sharetap.smb.SmbOpen.Action;
import io.sharetap.transfer.AssembledFile.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens at each bound: it is counted, what is lacking is told, and the file being written suffers last. */
class FileLimitsTest {
    private static final int CHUNK = ChunkStore.CHUNK_BYTES;

    @TempDir
    Path directory;

    private final byte[] program = program(10 * CHUNK, 1);

    @Test
    void hashesAProgramThatIsLargerThanItsContentMayBe() {
        try (Bench bench = new Bench(MadeLimits.content(3 * CHUNK, 64 * CHUNK, 0), null)) {
            inOrder(bench, "a.exe");

            assertEquals(hex(sha256(program)), hex(bench.only().sha256()));
            assertTrue(bench.only().complete());
            assertTrue(bench.lastContent().length >= 4_096, "the head is kept");
            assertEquals(
                    hex(sha256(Arrays.copyOf(program, 4_096))), hex(bench.only().headSha256()));
        }
    }

    @Test
    void keepsTheRangesThatWereNamedOfALargeProgram() {
        try (Bench bench = new Bench(MadeLimits.content(4 * CHUNK, 64 * CHUNK, 0), null)) {
            bench.keep = new KeptRanges(true, List.of(new Range(5 * CHUNK + 10, 5 * CHUNK + 20)));
            SmbOpen open = bench.create("a.exe");
            for (int at = 0; at < program.length; at += CHUNK) {
                bench.write(open, at, Arrays.copyOfRange(program, at, at + CHUNK));
            }
            bench.close(open);

            byte[] named = new byte[10];
            assertEquals(hex(sha256(program)), hex(bench.only().sha256()));
            assertEquals(10, bench.only().content().read(5 * CHUNK + 10, named, 0, 10));
            assertEquals(hex(Arrays.copyOfRange(program, 5 * CHUNK + 10, 5 * CHUNK + 20)), hex(named));
            assertEquals(0, bench.only().content().read(3 * CHUNK, named, 0, 10));
        }
    }

    @Test
    void reportsWhatARewriteMadeUnknownWhereTheContentWasDropped() {
        try (Bench bench = new Bench(MadeLimits.content(3 * CHUNK, 64 * CHUNK, 0), null)) {
            SmbOpen open = bench.create("a.exe");
            for (int at = 0; at < program.length; at += CHUNK) {
                bench.write(open, at, Arrays.copyOfRange(program, at, at + CHUNK));
            }
            bench.write(open, 5, new byte[] {9});
            bench.close(open);

            assertNull(bench.only().sha256());
            assertFalse(bench.only().complete());
            assertNotNull(bench.only().headSha256());
        }
    }

    @Test
    void countsContentBeyondOneFilesLimit() {
        try (Bench bench = new Bench(MadeLimits.content(3 * CHUNK, 64 * CHUNK, 0), null)) {
            backwards(bench, "a.exe");

            assertTrue(bench.ledger.of(Anomaly.CONTENT_PER_FILE_FULL) > 0);
            assertNull(bench.only().sha256());
            assertFalse(bench.only().complete());
            assertEquals(program.length, bench.only().size());
        }
    }

    @Test
    void countsContentBeyondAllMemory() {
        try (Bench bench = new Bench(MadeLimits.content(64 * CHUNK, 3 * CHUNK, 0), null)) {
            backwards(bench, "a.exe");

            assertTrue(bench.ledger.of(Anomaly.CONTENT_MEMORY_FULL) > 0);
            assertNull(bench.only().sha256());
            assertFalse(bench.only().complete());
        }
    }

    @Test
    void forgetsWhatRestsBeforeAnythingElse() {
        try (Bench bench = new Bench(MadeLimits.content(64 * CHUNK, 12 * CHUNK, 0), null)) {
            for (String path : List.of("a.exe", "b.exe", "c.exe")) {
                backwards(bench, path);
                assertEquals(hex(sha256(program)), hex(bench.last().sha256()));
            }
            assertEquals(0, bench.ledger.of(Anomaly.CONTENT_MEMORY_FULL));

            SmbOpen open = bench.open("a.exe", program.length);
            bench.assembler.onRename(open, "d.exe", bench.tick());
            assertEquals(hex(sha256(program)), hex(bench.last().sha256()), "what was said of it stays said");
        }
    }

    @Test
    void spoolsWhatMemoryHasNoRoomForAndLeavesNoFileBehind() throws IOException {
        try (Bench bench = new Bench(MadeLimits.content(64 * CHUNK, 3 * CHUNK, 64 * CHUNK), directory)) {
            backwards(bench, "a.exe");

            assertEquals(hex(sha256(program)), hex(bench.only().sha256()));
            assertTrue(bench.ledger.of(Count.SPOOLED_BYTES) >= 7 * CHUNK);
            try (Stream<Path> files = Files.list(directory)) {
                assertEquals(0, files.count(), "files that would outlive a kill");
            }
        }
    }

    @Test
    void bearsADiskThatRefuses() throws IOException {
        Path noDirectory = Files.createFile(directory.resolve("file"));
        try (Bench bench = new Bench(MadeLimits.content(64 * CHUNK, 3 * CHUNK, 64 * CHUNK), noDirectory)) {
            backwards(bench, "a.exe");

            assertTrue(bench.ledger.of(Anomaly.SPOOL_FAILED) > 0);
            assertNull(bench.only().sha256());
            assertFalse(bench.only().complete());
        }
    }

    @Test
    void evictsTheFileThatRestsLongest() {
        Limits few = MadeLimits.with(Map.of("filesMax", 2L));
        try (Bench bench = new Bench(few, null)) {
            SmbOpen first = bench.create("first.exe");
            bench.write(first, 0, program);
            inOrder(bench, "second.exe");
            inOrder(bench, "third.exe");
            bench.write(first, program.length, new byte[] {1});
            bench.close(first);

            assertTrue(bench.ledger.of(Anomaly.FILE_EVICTED) > 0);
            assertEquals(program.length + 1, bench.last().size());
            assertTrue(bench.last().complete());
        }
    }

    @Test
    void reportsAFileAsItStandsWhenItHasToGo() {
        Limits few = MadeLimits.with(Map.of("filesMax", 2L));
        try (Bench bench = new Bench(few, null)) {
            SmbOpen[] opens = new SmbOpen[3];
            for (int i = 0; i < opens.length; i++) {
                opens[i] = bench.create(i + ".exe");
                bench.write(opens[i], 0, program);
            }
            assertEquals("0.exe", bench.only().path());
            assertEquals(hex(sha256(program)), hex(bench.only().sha256()));

            bench.write(opens[0], program.length, new byte[] {1});
            bench.close(opens[0]);
            assertEquals(List.of(new Range(0, program.length)), bench.last().missing());
        }
    }

    @Test
    void filesThatAreOnlyOpenAreForgottenBeforeAnyThatWasWritten() {
        try (Bench bench = new Bench(MadeLimits.with(Map.of("filesMax", 4L)), null)) {
            inOrder(bench, "written.exe");
            SmbOpen set = bench.create("set.exe");
            bench.assembler.onEndOfFile(set, program.length, bench.tick());
            SmbOpen[] opens = new SmbOpen[10];
            for (int i = 0; i < opens.length; i++) {
                opens[i] = bench.open(i + ".exe", 5);
            }
            assertEquals(4, bench.assembler.files());
            assertEquals(8, bench.ledger.of(Anomaly.OPEN_FILES_FULL));
            assertEquals(0, bench.ledger.of(Anomaly.FILE_EVICTED));
            SmbOpen patch = bench.open("written.exe", program.length);
            bench.write(patch, 0, program);
            bench.close(patch);
            assertEquals(hex(sha256(program)), hex(bench.last().sha256()));
            assertTrue(bench.last().continues());
            bench.write(set, 0, program);
            bench.close(set);
            assertEquals(hex(sha256(program)), hex(bench.last().sha256()));

            bench.write(opens[0], 0, program); // forgotten
            for (SmbOpen open : opens) {
                bench.close(open);
            }
            assertEquals("0.exe", bench.last().path());
            assertEquals(hex(sha256(program)), hex(bench.last().sha256()));
            assertEquals(3, bench.assembler.files());
        }
    }

    @Test
    void boundsTheCharactersOfAllPaths() {
        try (Bench bench = new Bench(MadeLimits.with(Map.of("filePathCharsMax", 100L)), null)) {
            for (int i = 0; i < 10; i++) {
                inOrder(bench, "x".repeat(50) + i + ".exe");
            }
            assertTrue(bench.ledger.of(Anomaly.FILE_EVICTED) >= 7);
        }
    }

    @Test
    void forgetsTheShortestRangesWhereThereAreTooMany() {
        try (Bench bench = new Bench(MadeLimits.ranges(8, 1_000), null)) {
            SmbOpen open = bench.open("a.exe", 100_000);
            for (int i = 0; i < 100; i++) {
                bench.write(open, i * 1_000L, new byte[100 + i]);
            }
            bench.close(open);

            assertTrue(bench.ledger.of(Anomaly.RANGES_FORGOTTEN) > 0);
            assertTrue(bench.only().missing().size() <= 8);
        }
    }

    @Test
    void joinsMissingRangesWhereAReportWouldNameTooMany() {
        try (Bench bench = new Bench(MadeLimits.with(Map.of("missingRangesMax", 2L)), null)) {
            SmbOpen open = bench.open("a.exe", 10_000);
            bench.write(open, 1_000, new byte[10]);
            bench.write(open, 2_000, new byte[500]);
            bench.write(open, 4_000, new byte[20]);
            bench.close(open);

            assertEquals(1, bench.ledger.of(Anomaly.MISSING_RANGES_MERGED));
            assertEquals(
                    List.of(new Range(0, 2_000), new Range(2_500, 10_000)),
                    bench.only().missing());
        }
    }

    @Test
    void doesNotHashMoreZerosThanTheWritesAreWorth() {
        try (Bench bench = new Bench()) {
            SmbOpen open = bench.create("a.exe");
            bench.write(open, 0, program);
            bench.assembler.onEndOfFile(open, Long.MAX_VALUE - 1, bench.tick());
            bench.close(open);

            assertEquals(1, bench.ledger.of(Anomaly.HASH_WORK_LIMITED));
            assertNull(bench.only().sha256());
            assertTrue(bench.only().complete());
        }
    }

    @Test
    void doesNotHashAgainForEachByteThatIsChanged() {
        try (Bench bench = new Bench()) {
            byte[] large = program(4 << 20, 3);
            SmbOpen first = bench.create("a.exe");
            bench.write(first, 0, large);
            bench.close(first);
            for (int i = 0; i < 100; i++) {
                SmbOpen open = bench.open("a.exe", large.length);
                bench.write(open, 100, new byte[] {(byte) i});
                bench.close(open);
            }
            assertTrue(bench.ledger.of(Anomaly.HASH_WORK_LIMITED) > 0);
        }
    }

    @Test
    void passesOverWritesWhereNoFileCanBe() {
        try (Bench bench = new Bench()) {
            SmbOpen open = bench.create("a.exe");
            bench.write(open, 0, program);
            bench.write(open, Long.MAX_VALUE - 3, new byte[] {1, 2, 3, 4, 5});
            bench.write(open, -2, new byte[] {1});
            bench.assembler.onEndOfFile(open, -1, bench.tick());
            bench.assembler.onCopy(open, 0, open, Long.MAX_VALUE - 1, 5, bench.tick());
            bench.close(open);

            assertEquals(4, bench.ledger.of(Anomaly.WRITE_OFFSET_INVALID));
            assertEquals(hex(sha256(program)), hex(bench.only().sha256()));
        }
    }

    @Test
    void countsNoMoreThanAWriteCarried() {
        try (Bench bench = new Bench()) {
            SmbOpen open = bench.create("a.exe");
            bench.confirm(bench.send(open, 0, program), program.length + 1);
            bench.close(open);

            assertEquals(1, bench.ledger.of(Anomaly.WRITE_COUNT_INVALID));
            assertEquals(program.length, bench.only().size());
        }
    }

    @Test
    void remembersNoContentBeyondItsShareOfMemory() {
        try (Bench bench = new Bench(MadeLimits.content(64 * CHUNK, 80 * CHUNK, 0), null)) {
            for (int i = 0; i < 8; i++) {
                inOrder(bench, i + ".exe");
            }
            assertTrue(bench.assembler.heldChunks() <= 20, bench.assembler.heldChunks() + " chunks");
        }
    }

    @Test
    void forgetsFilesWhenTheirTimeIsOver() {
        try (Bench bench = new Bench()) {
            inOrder(bench, "a.exe");
            assertEquals(1, bench.assembler.files());
            bench.pass(301 * SECOND);
            bench.assembler.sweep(bench.tick());
            assertEquals(0, bench.assembler.files());
            assertEquals(0, bench.assembler.heldChunks());
        }
    }

    @Test
    void writesToAForgottenFileOfAnOpenThatStays() {
        try (Bench bench = new Bench(MadeLimits.with(Map.of("filesMax", 1L)), null)) {
            SmbOpen open = bench.create("a.exe");
            bench.write(open, 0, program);
            inOrder(bench, "b.exe");
            bench.write(open, 0, program);
            bench.close(open);

            assertEquals(hex(sha256(program)), hex(bench.last().sha256()));
        }
    }

    @Test
    void knowsTheSizeOfAForgottenFileOfAnOpenThatStays() {
        try (Bench bench = new Bench(MadeLimits.with(Map.of("filesMax", 1L)), null)) {
            SmbOpen open = bench.create("a.exe");
            bench.write(open, 0, program);
            inOrder(bench, "b.exe");
            bench.write(open, 0, Arrays.copyOf(program, 100));
            bench.close(open);

            assertEquals(List.of(new Range(100, program.length)), bench.last().missing());
        }
    }

    private void inOrder(Bench bench, String path) {
        SmbOpen open = bench.opened(MadeOpens.open(bench.session, "ADMIN$", path, Action.CREATED, 0));
        for (int at = 0; at < program.length; at += CHUNK) {
            bench.write(open, at, Arrays.copyOfRange(program, at, at + CHUNK));
        }
        bench.close(open);
    }

    private void backwards(Bench bench, String path) {
        SmbOpen open = bench.create(path);
        for (int at = program.length - CHUNK; at >= 0; at -= CHUNK) {
            bench.write(open, at, Arrays.copyOfRange(program, at, at + CHUNK));
        }
        bench.close(open);
    }
}
