package io.sharetap.transfer;

import static io.sharetap.transfer.Bench.hex;
import static io.sharetap.transfer.Bench.program;
import static io.sharetap.transfer.Bench.sha256;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.smb.FileOpSink;
import io.sharetap.smb.SmbOpen;
import io.sharetap.transfer.AssembledFile.Cause;
import io.sharetap.transfer.AssembledFile.Range;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told when the server copies, or gives a file one more name. */
class FileCopyTest {
    private final Bench bench = new Bench();
    private final byte[] program = program(20_000, 1);

    @AfterEach
    void givesEverythingBack() {
        bench.endHoldingNothing();
    }

    @Test
    void reportsOneMoreNameOfAProgramAsItsCopy() {
        written("a.exe");
        SmbOpen open = bench.open("a.exe", 20_000);
        bench.assembler.onLink(open, "b.exe", bench.tick());
        bench.close(open);

        assertEquals(Cause.COPY, bench.last().cause());
        assertEquals("b.exe", bench.last().path());
        assertEquals("a.exe", bench.last().source());
        assertEquals(hex(sha256(program)), hex(bench.last().sha256()));
        assertFalse(bench.last().continues());
    }

    @Test
    void reportsAnotherNameThatWasGivenBeforeTheLastByteWithTheWholeContent() {
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, Arrays.copyOf(program, 9_000));
        bench.assembler.onLink(open, "b.exe", bench.tick());
        bench.write(open, 9_000, Arrays.copyOfRange(program, 9_000, 20_000));
        bench.close(open);

        assertEquals(2, bench.reported.size());
        assertEquals("a.exe", bench.reported.get(0).file().path());
        assertEquals("b.exe", bench.last().path());
        assertEquals(hex(sha256(program)), hex(bench.last().sha256()));
    }

    @Test
    void copiesAllThatASourceHasByThen() {
        SmbOpen source = bench.create("a.exe");
        bench.write(source, 0, program);
        SmbOpen target = bench.create("b.exe");
        bench.assembler.onCopy(source, 0, target, 0, FileOpSink.WHOLE, bench.tick());
        bench.close(target);
        bench.write(source, 19_000, new byte[10]);
        bench.close(source);

        assertEquals("b.exe", bench.reported.get(0).file().path());
        assertEquals(Cause.COPY, bench.reported.get(0).file().cause());
        assertEquals("a.exe", bench.reported.get(0).file().source());
        assertEquals(hex(sha256(program)), hex(bench.reported.get(0).file().sha256()));
    }

    @Test
    void aCopyOfAFileThatIsNotKnownIsReportedWithoutItsContent() {
        SmbOpen source = bench.open("a.exe", 20_000);
        SmbOpen target = bench.create("b.exe");
        bench.assembler.onCopy(source, 0, target, 0, FileOpSink.WHOLE, bench.tick());
        bench.close(target);
        bench.close(source);

        assertEquals(1, bench.reported.size());
        assertEquals(Cause.COPY, bench.last().cause());
        assertEquals("a.exe", bench.last().source());
        assertEquals("b.exe", bench.last().path());
        assertNull(bench.last().sha256());
        assertFalse(bench.last().missing().isEmpty());
    }

    @Test
    void anUncertainCopyHasItsHashAndAnUnknownOutcome() {
        written("a.exe");
        SmbOpen source = bench.open("a.exe", 20_000);
        SmbOpen target = bench.create("b.exe");
        bench.assembler.onCopy(source, 0, target, 0, FileOpSink.WHOLE, bench.tick());
        bench.assembler.onUncertain(target, bench.tick());
        bench.close(target);
        bench.close(source);

        assertEquals(AssembledFile.Outcome.UNKNOWN, bench.last().outcome());
        assertEquals(hex(sha256(program)), hex(bench.last().sha256()));
    }

    @Test
    void aCopyThatIsAppendedBeginsWhereTheTargetEnds() {
        written("a.exe");
        SmbOpen source = bench.open("a.exe", 20_000);
        SmbOpen target = bench.create("b.exe");
        byte[] before = program(700, 2);
        bench.write(target, 0, before);
        bench.assembler.onCopy(source, 0, target, FileOpSink.BEHIND, FileOpSink.WHOLE, bench.tick());
        bench.close(target);
        bench.close(source);

        byte[] expected = Arrays.copyOf(before, 20_700);
        System.arraycopy(program, 0, expected, 700, 20_000);
        assertEquals(hex(sha256(expected)), hex(bench.last().sha256()));
    }

    @Test
    void givesACopyTheKnownBytesOfItsSource() {
        written("a.exe");
        SmbOpen source = bench.open("a.exe", 20_000);
        SmbOpen target = bench.create("b.exe");
        bench.assembler.onCopy(source, 0, target, 0, 12_345, bench.tick());
        bench.assembler.onCopy(source, 12_345, target, 12_345, 7_655, bench.tick());
        bench.close(target);
        bench.close(source);

        assertEquals(2, bench.reported.size());
        assertEquals(Cause.COPY, bench.last().cause());
        assertEquals("a.exe", bench.last().source());
        assertEquals("b.exe", bench.last().path());
        assertEquals(hex(sha256(program)), hex(bench.last().sha256()));
        assertArrayEquals(program, bench.lastContent());
    }

    @Test
    void copiesUnalignedPartsAndTheirHoles() {
        SmbOpen source = bench.create("a.exe");
        bench.write(source, 0, program);
        bench.write(source, 50_000, program);
        SmbOpen target = bench.create("b.exe");
        bench.assembler.onCopy(source, 50_000, target, 0, 20_000, bench.tick());
        bench.assembler.onCopy(source, 19_000, target, 20_000, 3_000, bench.tick());
        bench.close(target);

        byte[] expected = Arrays.copyOf(program, 23_000);
        System.arraycopy(program, 19_000, expected, 20_000, 1_000);
        assertArrayEquals(expected, bench.lastContent());
        assertEquals(hex(sha256(expected)), hex(bench.last().sha256()));
    }

    @Test
    void readsAllOfARangeBeforeItIsMovedUpIntoItself() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            byte[] expected = Arrays.copyOf(program, 60_000);
            SmbOpen open = bench.create("a" + i + ".exe");
            bench.write(open, 0, program);
            bench.write(open, 40_000, program);
            System.arraycopy(program, 0, expected, 40_000, 20_000);
            int from = random.nextInt(50_000);
            int to = from + 1 + random.nextInt(random.nextBoolean() ? 10 : 9_000);
            int length = 1 + random.nextInt(60_000 - from);
            bench.assembler.onCopy(open, from, open, to, length, bench.tick());
            expected = Arrays.copyOf(expected, Math.max(expected.length, to + length));
            System.arraycopy(expected, from, expected, to, length);
            bench.close(open);

            assertArrayEquals(expected, bench.lastContent(), from + " to " + to + ", " + length);
            assertEquals(hex(sha256(expected)), hex(bench.last().sha256()));
        }
    }

    @Test
    void reportsACopyOfAnUnknownSourceAsMissing() {
        SmbOpen source = bench.open("a.exe", 20_000);
        SmbOpen target = bench.create("b.exe");
        bench.assembler.onCopy(source, 0, target, 0, 20_000, bench.tick());
        bench.close(target);

        assertEquals(List.of(new Range(0, 20_000)), bench.only().missing());
        assertEquals("a.exe", bench.only().source());
        assertEquals(Cause.COPY, bench.only().cause());
    }

    @Test
    void copiesADocumentWithoutItsBytes() {
        SmbOpen source = bench.create("a.txt");
        bench.write(source, 0, new byte[] {'t', 'e', 'x', 't'});
        SmbOpen target = bench.create("b.txt");
        bench.assembler.onCopy(source, 0, target, 0, 4, bench.tick());
        bench.close(target);

        assertTrue(bench.only().complete());
        assertNull(bench.only().content());
    }

    @Test
    void aCopyOfAllHasTheHashOfASourceWhoseBytesAreNoLongerHeld() {
        try (Bench small =
                new Bench(MadeLimits.with(Map.of("contentBytesPerFile", 4L * ChunkStore.CHUNK_BYTES)), null)) {
            byte[] large = program(10 * ChunkStore.CHUNK_BYTES, 2);
            SmbOpen source = small.create("a.exe");
            for (int at = 0; at < large.length; at += ChunkStore.CHUNK_BYTES) {
                small.write(source, at, Arrays.copyOfRange(large, at, at + ChunkStore.CHUNK_BYTES));
            }
            SmbOpen target = small.create("b.exe");
            small.assembler.onCopy(source, 0, target, 0, 100_000, small.tick());
            small.assembler.onCopy(source, 100_000, target, 100_000, large.length - 100_000, small.tick());
            small.close(target);
            assertEquals(hex(sha256(large)), hex(small.last().sha256()));
            assertTrue(small.last().complete());

            SmbOpen part = small.create("c.exe");
            small.assembler.onCopy(source, 0, part, 0, 100_000, small.tick());
            small.close(part);
            assertNull(small.last().sha256());

            SmbOpen changed = small.create("d.exe");
            small.assembler.onCopy(source, 0, changed, 0, large.length, small.tick());
            small.write(changed, 5, new byte[] {1});
            small.close(changed);
            assertNull(small.last().sha256());
        }
    }

    private void written(String path) {
        SmbOpen open = bench.create(path);
        bench.write(open, 0, program);
        bench.close(open);
    }
}
