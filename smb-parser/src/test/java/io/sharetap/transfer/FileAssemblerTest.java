package io.sharetap.transfer;

import static io.sharetap.transfer.Bench.hex;
import static io.sharetap.transfer.Bench.program;
import static io.sharetap.transfer.Bench.sha256;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.smb.FileOpSink.Outcome;
import io.sharetap.smb.MadeOpens;
import io.sharetap.smb.SmbOpen;
import io.sharetap.smb.SmbWrite;
import io.sharetap.transfer.AssembledFile.Range;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FileAssemblerTest {
    private final Bench bench = new Bench();
    private final byte[] program = program(20_000, 1);

    @AfterEach
    void givesEverythingBack() {
        bench.endHoldingNothing();
    }

    @Test
    void reportsAFileWrittenInOrderAtItsClose() {
        SmbOpen open = bench.create("tools\\a.exe");
        writeInOrder(open);
        assertEquals(0, bench.reported.size());
        bench.close(open);

        AssembledFile file = bench.only();
        assertWhole(file, program);
        assertEquals("tools\\a.exe", file.path());
        assertEquals(AssembledFile.Outcome.SUCCESS, file.outcome());
        assertEquals(AssembledFile.Cause.WRITE, file.cause());
        assertEquals(20_000, file.writtenBytes());
        assertEquals(1, file.number());
        assertFalse(file.continues());
        assertFalse(file.deleted());
        assertTrue(file.closeNanos() > file.lastByteNanos());
        assertTrue(file.startNanos() < file.lastByteNanos());
    }

    @Test
    void countsTheBytesThatItKeeps() {
        SmbOpen text = bench.create("note.txt");
        byte[] words = "no program ".repeat(3_000).getBytes(StandardCharsets.US_ASCII);
        bench.write(text, 0, words);
        bench.write(text, words.length, words);
        bench.close(text);
        assertEquals(0, bench.assembler.keptBytes());
        SmbOpen open = bench.create("tools\\a.exe");
        writeInOrder(open);
        bench.close(open);
        assertEquals(20_000, bench.assembler.keptBytes());
    }

    @Test
    void reportsNothingButARefusalWhereAllWritesWereRefused() {
        SmbOpen open = bench.create("a.exe");
        bench.refuse(bench.send(open, 0, program));
        bench.close(open);

        AssembledFile file = bench.only();
        assertEquals(AssembledFile.Outcome.FAILURE, file.outcome());
        assertEquals(0, file.size());
        assertEquals(0, file.writtenBytes());
        assertNull(file.sha256());
        assertNull(file.content());
    }

    @Test
    void keepsWhatWasConfirmedWhereTheDiskWasFullForTheRest() {
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, part(0, 8_000));
        bench.refuse(bench.send(open, 8_000, part(8_000, 16_000)));
        bench.close(open);

        assertWhole(bench.only(), part(0, 8_000));
        assertEquals(AssembledFile.Outcome.SUCCESS, bench.only().outcome());
    }

    @Test
    void countsOnlyTheBytesOfAShortWrite() {
        SmbOpen open = bench.create("a.exe");
        bench.confirm(bench.send(open, 0, program), 12_345);
        bench.close(open);

        assertWhole(bench.only(), part(0, 12_345));
    }

    @Test
    void lacksWhatDidNotComeOfAWriteWithoutAnswer() {
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, part(0, 8_000));
        SmbWrite cut = MadeOpens.write(open, 8_000, 8_000);
        bench.assembler.onWrite(cut, bench.tick());
        bench.piece(cut, 0, part(8_000, 9_000));
        bench.close(open);

        assertEquals(List.of(new Range(9_000, 16_000)), bench.only().missing());
        assertEquals(16_000, bench.only().size());
        assertEquals(AssembledFile.Outcome.UNKNOWN, bench.only().outcome());
    }

    @Test
    void seesAHeaderThatIsWrittenLast() {
        SmbOpen open = bench.create("a.bin");
        bench.write(open, 0, new byte[8_000]);
        bench.write(open, 8_000, part(8_000, 20_000));
        bench.write(open, 0, part(0, 8_000));
        bench.close(open);

        assertWhole(bench.only(), program);
    }

    @Test
    void putsChunksInReverseTogether() {
        SmbOpen open = bench.create("a.bin");
        for (int from : new int[] {16_000, 8_000, 0}) {
            bench.write(open, from, part(from, Math.min(20_000, from + 8_000)));
        }
        bench.close(open);

        assertWhole(bench.only(), program);
    }

    @Test
    void putsAHundredChunksInReverseTogether() {
        byte[] large = program(100 * 4_321, 2);
        SmbOpen open = bench.create("a.bin");
        for (int chunk = 99; chunk >= 0; chunk--) {
            bench.write(open, chunk * 4_321L, Arrays.copyOfRange(large, chunk * 4_321, (chunk + 1) * 4_321));
        }
        bench.close(open);

        assertWhole(bench.only(), large);
    }

    @Test
    void readsAHoleInANewFileAsZeros() {
        SmbOpen open = bench.create("a.bin");
        bench.write(open, 0, part(0, 8_000));
        bench.write(open, 12_000, part(12_000, 20_000));
        bench.close(open);

        byte[] holed = program.clone();
        Arrays.fill(holed, 8_000, 12_000, (byte) 0);
        assertWhole(bench.only(), holed);
    }

    @Test
    void hashesWhatHasTheNameOfAProgramAndIsNone() {
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, program);
        bench.write(open, 0, new byte[100]);
        bench.close(open);

        byte[] blanked = program.clone();
        Arrays.fill(blanked, 0, 100, (byte) 0);
        assertWhole(bench.only(), blanked);
    }

    @Test
    void letsTheLastWriteWinWhereWritesOverlap() {
        SmbOpen open = bench.create("a.bin");
        byte[] other = program(20_000, 9);
        bench.write(open, 0, Arrays.copyOf(other, 15_000));
        bench.write(open, 8_000, part(8_000, 20_000));
        bench.write(open, 4_000, part(4_000, 9_000));
        bench.close(open);

        byte[] expected = program.clone();
        System.arraycopy(other, 0, expected, 0, 4_000);
        assertWhole(bench.only(), expected);
    }

    @Test
    void reportsTwoFilesWhereAFileIdIsUsedAgain() {
        for (String path : List.of("a.exe", "b.exe")) {
            SmbOpen open = bench.create(path);
            writeInOrder(open);
            bench.close(open);
        }
        assertEquals(2, bench.reported.size());
        assertEquals("a.exe", bench.reported.get(0).file().path());
        assertEquals("b.exe", bench.reported.get(1).file().path());
        assertEquals(2, bench.last().number());
    }

    @Test
    void appendsAtTheEndAsItIsAtTheConfirmation() {
        SmbOpen open = bench.create("a.bin");
        SmbWrite first = bench.send(open, SmbWrite.APPEND, part(0, 8_001));
        SmbWrite second = bench.send(open, SmbWrite.APPEND, part(8_001, 20_000));
        bench.confirm(first, 8_001);
        bench.confirm(second, 11_999);
        bench.close(open);

        assertWhole(bench.only(), program);
    }

    @Test
    void cutsAtASetEndOfFile() {
        SmbOpen open = bench.create("a.bin");
        writeInOrder(open);
        bench.assembler.onEndOfFile(open, 500, bench.tick());
        bench.close(open);

        assertWhole(bench.only(), part(0, 500));
    }

    @Test
    void extendsWithZerosAtASetEndOfFile() {
        SmbOpen open = bench.create("a.bin");
        writeInOrder(open);
        bench.assembler.onEndOfFile(open, 30_000, bench.tick());
        bench.close(open);

        assertWhole(bench.only(), Arrays.copyOf(program, 30_000));
    }

    @Test
    void hashesAlongWhereTheSpaceWasReservedFirst() {
        SmbOpen open = bench.create("a.bin");
        bench.assembler.onEndOfFile(open, 20_000, bench.tick());
        writeInOrder(open);
        bench.close(open);

        assertWhole(bench.only(), program);
    }

    @Test
    void reportsWhatWasNotCaptured() {
        SmbOpen open = bench.create("a.exe");
        SmbWrite write = MadeOpens.write(open, 0, 20_000);
        bench.assembler.onWrite(write, bench.tick());
        bench.piece(write, 0, part(0, 1_460));
        bench.assembler.onWriteGap(write, 1_460, 1_460, bench.tick());
        bench.piece(write, 2_920, part(2_920, 20_000));
        bench.confirm(write, 20_000);
        bench.close(open);

        AssembledFile file = bench.only();
        assertEquals(List.of(new Range(1_460, 2_920)), file.missing());
        assertNull(file.sha256());
        assertNull(file.headSha256());
        assertNotNull(file.content());
        assertEquals(20_000, file.size());
    }

    @Test
    void takesAFileWithoutItsCreateAsBeginningAtZero() {
        SmbOpen open = bench.opened(MadeOpens.openUnseen(bench.session, "ADMIN$"));
        writeInOrder(open);
        bench.close(open);

        assertWhole(bench.only(), program);
        assertNull(bench.only().path());
    }

    @Test
    void reportsTheOutcomeUnknownWhereNoAnswerWasSeen() {
        SmbOpen open = bench.opened(MadeOpens.openUnanswered(bench.session, "ADMIN$", "a.exe"));
        SmbWrite write = bench.send(open, 0, program);
        bench.assembler.onWriteAnswer(write, Outcome.UNSEEN, 20_000, bench.tick());
        bench.close(open);

        assertWhole(bench.only(), program);
        assertEquals(AssembledFile.Outcome.UNKNOWN, bench.only().outcome());
    }

    @Test
    void makesOneFileOfTwoHandles() {
        SmbOpen one = bench.create("a.exe");
        SmbOpen two = bench.open("A.EXE", 0);
        bench.write(one, 0, part(0, 10_000));
        bench.write(two, 10_000, part(10_000, 20_000));
        bench.close(one);
        assertEquals(0, bench.reported.size());
        bench.close(two);

        assertWhole(bench.only(), program);
    }

    @Test
    void reportsAFileWhoseConnectionEndedAsNotClosed() {
        SmbOpen open = bench.create("a.exe");
        writeInOrder(open);
        bench.assembler.onClose(open, false, -1, bench.tick());

        assertWhole(bench.only(), program);
        assertEquals(-1, bench.only().closeNanos());
    }

    @Test
    void countsADocumentWithoutKeepingAByte() {
        SmbOpen open = bench.create("a.txt");
        byte[] text = program.clone();
        text[0] = 'A';
        SmbWrite write = bench.send(open, 0, text);
        assertEquals(0, bench.assembler.heldChunks());
        bench.confirm(write, text.length);
        bench.write(open, 20_000, text);
        assertEquals(0, bench.assembler.heldChunks());
        bench.close(open);

        AssembledFile file = bench.only();
        assertEquals(40_000, file.size());
        assertTrue(file.complete());
        assertNull(file.sha256());
        assertNull(file.content());
    }

    private void writeInOrder(SmbOpen open) {
        for (int from = 0; from < 20_000; from += 8_000) {
            bench.write(open, from, part(from, Math.min(20_000, from + 8_000)));
        }
    }

    private byte[] part(int from, int to) {
        return Arrays.copyOfRange(program, from, to);
    }

    private void assertWhole(AssembledFile file, byte[] expected) {
        assertEquals(expected.length, file.size());
        assertEquals(List.of(), file.missing());
        assertArrayEquals(expected, bench.lastContent());
        assertEquals(hex(sha256(expected)), hex(file.sha256()));
        byte[] head = Arrays.copyOf(expected, Math.min(4_096, expected.length));
        assertEquals(hex(sha256(head)), hex(file.headSha256()));
    }
}
