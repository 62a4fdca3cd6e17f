package io.sharetap.transfer;

import static io.sharetap.transfer.Bench.SECOND;
import static io.sharetap.transfer.Bench.hex;
import static io.sharetap.transfer.Bench.program;
import static io.sharetap.transfer.Bench.sha256;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.smb.FileOpSink.Outcome;
import io.sharetap.smb.MadeOpens;
import io.sharetap.smb.SmbOpen;
import io.sharetap.smb.SmbOpen.Action;
import io.sharetap.smb.SmbWrite;
import io.sharetap.transfer.AssembledFile.Cause;
import io.sharetap.transfer.AssembledFile.Range;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told when a file gets another name, goes, rests, or is gone on with. */
class FileContinuationTest {
    private final Bench bench = new Bench();
    private final byte[] program = program(20_000, 1);

    @AfterEach
    void givesEverythingBack() {
        bench.end();
        assertEquals(0, bench.assembler.heldChunks(), "chunks held at the end");
        bench.close();
    }

    @Test
    void tellsARenameWhileOpenInOneReport() {
        SmbOpen open = bench.create("a.txt");
        bench.write(open, 0, program);
        bench.assembler.onRename(open, "other\\a.exe", bench.tick());
        bench.close(open);

        assertEquals("other\\a.exe", bench.only().path());
        assertEquals("a.txt", bench.only().renamedFrom());
        assertEquals(hex(sha256(program)), hex(bench.only().sha256()));
    }

    @Test
    void goesOnWithAFileThatIsRenamedAfterItsClose() {
        written("a.txt");
        SmbOpen open = bench.open("a.txt", 20_000);
        bench.assembler.onRename(open, "a.exe", bench.tick());
        bench.close(open);

        assertEquals(2, bench.told.size());
        AssembledFile file = bench.last();
        assertTrue(file.continues());
        assertEquals(1, file.number());
        assertEquals(Cause.RENAME, file.cause());
        assertEquals("a.exe", file.path());
        assertEquals("a.txt", file.renamedFrom());
        assertEquals(hex(sha256(program)), hex(file.sha256()));
        assertArrayEquals(program, bench.lastContent());
        assertTrue(file.closeNanos() > bench.told.get(0).file().closeNanos(), "the time of the rename");
    }

    @Test
    void tellsARenameOfWhatWasNeverSeenByNameAlone() {
        SmbOpen open = bench.open("a.txt", 20_000);
        bench.assembler.onRename(open, "a.exe", bench.tick());
        bench.close(open);

        AssembledFile file = bench.only();
        assertEquals(Cause.RENAME, file.cause());
        assertEquals("a.exe", file.path());
        assertEquals("a.txt", file.renamedFrom());
        assertEquals(0, file.writtenBytes());
        assertNull(file.sha256());
        assertNull(file.content());
    }

    @Test
    void takesTheReplacedFilesPlaceAtARename() {
        written("a.exe");
        written("b.exe");
        SmbOpen open = bench.open("a.exe", 20_000);
        bench.assembler.onRename(open, "b.exe", bench.tick());
        bench.close(open);
        assertEquals(3, bench.told.size());

        SmbOpen again = bench.open("b.exe", 20_000);
        bench.write(again, 20_000, new byte[] {1});
        bench.close(again);
        assertEquals(1, bench.last().number());
    }

    @Test
    void tellsAFileThatGoesAtItsCloseAsDeleted() {
        SmbOpen open = MadeOpens.deleteOnClose(bench.create("a.exe"));
        bench.write(open, 0, program);
        bench.close(open);

        assertTrue(bench.only().deleted());
        assertEquals(hex(sha256(program)), hex(bench.only().sha256()));
    }

    @Test
    void goesOnWithAFileThatIsDeletedAfterItsClose() {
        written("a.exe");
        SmbOpen open = bench.open("a.exe", 20_000);
        bench.assembler.onDeletePending(open, true, bench.tick());
        assertEquals(1, bench.told.size());
        bench.close(open);

        assertEquals(2, bench.told.size());
        assertTrue(bench.last().deleted());
        assertTrue(bench.last().continues());
        assertEquals(hex(sha256(program)), hex(bench.last().sha256()));
    }

    @Test
    void keepsAFileWhoseDeletionIsTakenBack() {
        written("a.exe");
        SmbOpen open = bench.open("a.exe", 20_000);
        bench.assembler.onDeletePending(open, true, bench.tick());
        bench.assembler.onDeletePending(open, false, bench.tick());
        bench.close(open);

        assertEquals(1, bench.told.size());
    }

    @Test
    void startsAnewWhereADeletedFileIsMadeAgain() {
        SmbOpen first = MadeOpens.deleteOnClose(bench.create("a.exe"));
        bench.write(first, 0, program);
        bench.close(first);
        written("a.exe");

        assertEquals(2, bench.told.size());
        assertFalse(bench.last().continues());
        assertEquals(2, bench.last().number());
    }

    @Test
    void putsTwoOpensMinutesApartTogether() {
        SmbOpen first = bench.create("a.exe");
        bench.write(first, 0, Arrays.copyOf(program, 9_000));
        bench.close(first);
        bench.pass(280 * SECOND);
        SmbOpen second = bench.open("A.exe", 9_000);
        bench.write(second, 9_000, Arrays.copyOfRange(program, 9_000, 20_000));
        bench.close(second);

        assertEquals(2, bench.told.size());
        assertTrue(bench.last().continues());
        assertEquals(hex(sha256(program)), hex(bench.last().sha256()));
    }

    @Test
    void doesNotKnowWhatAFileHeldThatWasForgotten() {
        SmbOpen first = bench.create("a.exe");
        bench.write(first, 0, Arrays.copyOf(program, 9_000));
        bench.close(first);
        bench.pass(301 * SECOND);
        SmbOpen second = bench.open("a.exe", 9_000);
        bench.write(second, 9_000, Arrays.copyOfRange(program, 9_000, 20_000));
        bench.close(second);

        assertFalse(bench.last().continues());
        assertEquals(List.of(new Range(0, 9_000)), bench.last().missing());
        assertEquals(20_000, bench.last().size());
    }

    @Test
    void doesNotTrustWhatItKnewWhereTheSizeIsAnother() {
        written("a.exe");
        SmbOpen open = bench.open("a.exe", 30_000);
        bench.write(open, 0, Arrays.copyOf(program, 100));
        bench.close(open);

        assertEquals(List.of(new Range(100, 30_000)), bench.last().missing());
        assertNull(bench.last().sha256());
    }

    @Test
    void knowsAPatchedFileThatItStillHolds() {
        written("a.exe");
        SmbOpen open = bench.open("a.exe", 20_000);
        bench.write(open, 300, new byte[] {1, 2, 3});
        bench.close(open);

        byte[] patched = program.clone();
        patched[300] = 1;
        patched[301] = 2;
        patched[302] = 3;
        assertEquals(hex(sha256(patched)), hex(bench.last().sha256()));
    }

    @Test
    void tellsWhatAnExistingFileHeldAsMissingWhereItIsPatched() {
        SmbOpen open = bench.open("a.exe", 20_000);
        bench.write(open, 0, Arrays.copyOf(program, 5_000));
        bench.close(open);

        assertEquals(List.of(new Range(5_000, 20_000)), bench.only().missing());
        assertEquals(20_000, bench.only().size());
        assertNull(bench.only().sha256());
        byte[] head = Arrays.copyOf(program, 4_096);
        assertEquals(hex(sha256(head)), hex(bench.only().headSha256()));
    }

    @Test
    void beginsAnEmptyFileWhereAnotherOpenOverwrites() {
        written("a.exe");
        SmbOpen open = bench.opened(MadeOpens.open(bench.session, "ADMIN$", "a.exe", Action.OVERWRITTEN, 0));
        bench.write(open, 100, new byte[] {7});
        bench.close(open);

        assertEquals(101, bench.last().size());
        assertEquals(1, bench.last().writtenBytes());
        assertTrue(bench.last().complete());
    }

    @Test
    void tellsAProgramBeforeAnotherOpenOverwritesIt() {
        SmbOpen first = bench.create("a.exe");
        bench.write(first, 0, program);
        SmbOpen second = bench.opened(MadeOpens.open(bench.session, "ADMIN$", "a.exe", Action.OVERWRITTEN, 0));

        assertEquals(hex(sha256(program)), hex(bench.only().sha256()));
        bench.close(second);
        bench.close(first);
        assertEquals(1, bench.told.size());
    }

    @Test
    void tellsNothingOfAnOpenThatOnlyReads() {
        written("a.exe");
        bench.close(bench.open("a.exe", 20_000));

        assertEquals(1, bench.told.size());
    }

    @Test
    void tellsAFileAsItStandsWhenItsWritingRests() {
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, program);
        long lastByte = bench.nanos();
        bench.pass(59 * SECOND);
        bench.assembler.sweep(bench.tick());
        assertEquals(0, bench.told.size());
        bench.pass(2 * SECOND);
        bench.assembler.sweep(bench.tick());

        assertEquals(-1, bench.only().closeNanos());
        assertEquals(lastByte, bench.only().lastByteNanos());
        bench.close(open);
        assertEquals(1, bench.told.size());
    }

    @Test
    void tellsTheSameWhoeverNoticesThatAFileRests() {
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, program);
        long lastByte = bench.nanos();
        bench.pass(100 * SECOND);
        bench.write(open, 20_000, new byte[] {1});

        assertEquals(lastByte, bench.only().lastByteNanos());
        assertEquals(20_000, bench.only().size());
        bench.close(open);
        assertTrue(bench.last().continues());
        assertEquals(20_001, bench.last().size());
    }

    @Test
    void givesUpWaitingForAnswersWhenTheWritingRests() {
        SmbOpen open = bench.create("a.exe");
        SmbWrite write = bench.send(open, 0, program);
        bench.pass(61 * SECOND);
        bench.assembler.sweep(bench.tick());

        assertEquals(AssembledFile.Outcome.UNKNOWN, bench.only().outcome());
        assertEquals(hex(sha256(program)), hex(bench.only().sha256()));
        bench.assembler.onWriteAnswer(write, Outcome.REFUSED, 0, bench.tick());
        bench.close(open);
        assertEquals(1, bench.told.size());
    }

    @Test
    void takesWritesWithoutAnAnswerForUnknownAtTheirClose() {
        SmbOpen open = bench.create("a.exe");
        bench.send(open, 0, program);
        bench.close(open);

        assertEquals(AssembledFile.Outcome.UNKNOWN, bench.only().outcome());
        assertEquals(hex(sha256(program)), hex(bench.only().sha256()));
    }

    @Test
    void tellsWhatIsUnfinishedAtTheEndOfTheInput() {
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, program);
        bench.end();

        assertEquals(hex(sha256(program)), hex(bench.only().sha256()));
        assertEquals(-1, bench.only().closeNanos());
    }

    @Test
    void saysBelowWhichTimeNoReportWillTell() {
        assertEquals(Long.MAX_VALUE, bench.assembler.oldestOpenNanos());
        SmbOpen slow = bench.create("slow.exe");
        SmbWrite write = bench.send(slow, 0, program);
        long begun = bench.assembler.oldestOpenNanos();
        assertTrue(begun <= bench.nanos());
        SmbOpen quick = bench.create("quick.exe");
        bench.write(quick, 0, program);
        bench.close(quick);
        assertEquals(begun, bench.assembler.oldestOpenNanos());
        bench.confirm(write, 20_000);
        assertEquals(bench.nanos(), bench.assembler.oldestOpenNanos());
        bench.close(slow);
        assertEquals(Long.MAX_VALUE, bench.assembler.oldestOpenNanos());
    }

    @Test
    void tellsOneMoreNameOfAProgramAsItsCopy() {
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
    void tellsAnotherNameThatWasGivenBeforeTheLastByteWithTheWholeContent() {
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, Arrays.copyOf(program, 9_000));
        bench.assembler.onLink(open, "b.exe", bench.tick());
        bench.write(open, 9_000, Arrays.copyOfRange(program, 9_000, 20_000));
        bench.close(open);

        assertEquals(2, bench.told.size());
        assertEquals("a.exe", bench.told.get(0).file().path());
        assertEquals("b.exe", bench.last().path());
        assertEquals(hex(sha256(program)), hex(bench.last().sha256()));
    }

    @Test
    void followsRenamesAndDeletionsByPath() {
        written("a.tmp");
        SmbOpen at = MadeOpens.openUnanswered(bench.session, "ADMIN$", null);
        bench.assembler.onPathRename(at, "A.TMP", "a.exe", bench.tick());
        assertEquals("a.exe", bench.last().path());
        bench.assembler.onPathRename(at, "a.exe", null, bench.tick());

        assertEquals(3, bench.told.size());
        assertTrue(bench.last().deleted());
        assertEquals("a.exe", bench.last().path());
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

        assertEquals(2, bench.told.size());
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
    void tellsACopyOfAnUnknownSourceAsMissing() {
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
    void learnsFromTheAnswerOfACompoundWhatTheFileWas() {
        SmbOpen open = bench.opened(MadeOpens.openUnanswered(bench.session, "ADMIN$", "a.exe"));
        SmbWrite write = bench.send(open, 8_000, Arrays.copyOfRange(program, 8_000, 20_000));
        MadeOpens.answer(open, Action.CREATED, 0);
        bench.assembler.onOpenAnswer(open, true, bench.tick());
        bench.confirm(write, 12_000);
        bench.write(open, 0, Arrays.copyOf(program, 6_000));
        bench.close(open);

        assertTrue(bench.only().complete());
        assertEquals(20_000, bench.only().size());
    }

    @Test
    void tellsOnlyARefusalWhereTheCreateOfACompoundWasRefused() {
        SmbOpen open = bench.opened(MadeOpens.openUnanswered(bench.session, "ADMIN$", "a.exe"));
        SmbWrite write = bench.send(open, 0, program);
        bench.assembler.onOpenAnswer(open, false, bench.tick());
        bench.refuse(write);
        bench.assembler.onClose(open, false, -1, bench.tick());

        assertEquals(AssembledFile.Outcome.FAILURE, bench.only().outcome());
    }

    @Test
    void believesTheSizeThatTheCloseTells() {
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, program);
        bench.assembler.onClose(open, true, 25_000, bench.tick());

        assertEquals(25_000, bench.only().size());
        assertEquals(List.of(new Range(20_000, 25_000)), bench.only().missing());
    }

    @Test
    void tellsFilesOfTwoServersApart() {
        SmbOpen here = bench.create("a.exe");
        SmbOpen there = bench.opened(
                MadeOpens.open(MadeOpens.session(MadeOpens.connection(1, 3), 7), "ADMIN$", "a.exe", Action.CREATED, 0));
        bench.write(here, 0, Arrays.copyOf(program, 9_000));
        bench.write(there, 0, program);
        bench.close(here);
        bench.close(there);

        assertEquals(9_000, bench.told.get(0).file().size());
        assertEquals(20_000, bench.told.get(1).file().size());
    }

    @Test
    void keepsSpaceThatOneHandleReservedKnownToTheOther() {
        SmbOpen one = bench.create("a.exe");
        bench.assembler.onEndOfFile(one, 20_000, bench.tick());
        SmbOpen two = bench.open("a.exe", 20_000);
        bench.write(two, 0, Arrays.copyOf(program, 15_000));
        bench.close(two);
        bench.close(one);

        assertTrue(bench.only().complete());
        assertEquals(20_000, bench.only().size());
    }

    private void written(String path) {
        SmbOpen open = bench.create(path);
        bench.write(open, 0, program);
        bench.close(open);
    }
}
