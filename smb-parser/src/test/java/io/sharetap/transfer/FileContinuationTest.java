package io.sharetap.transfer;

import static io.sharetap.transfer.Bench.SECOND;
import static io.sharetap.transfer.Bench.hex;
import static io.sharetap.transfer.Bench.program;
import static io.sharetap.transfer.Bench.sha256;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.smb.MadeOpens;
import io.sharetap.smb.SmbOpen;
import io.sharetap.smb.SmbOpen.Action;
import io.sharetap.transfer.AssembledFile.Cause;
import io.sharetap.transfer.AssembledFile.Outcome;
import io.sharetap.transfer.AssembledFile.Range;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told when a file gets another name, goes, or is gone on with. */
class FileContinuationTest {
    private final Bench bench = new Bench();
    private final byte[] program = program(20_000, 1);

    @AfterEach
    void givesEverythingBack() {
        bench.endHoldingNothing();
    }

    @Test
    void reportsARenameWhileOpenInOneReport() {
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

        assertEquals(2, bench.reported.size());
        AssembledFile file = bench.last();
        assertTrue(file.continues());
        assertEquals(1, file.number());
        assertEquals(Cause.RENAME, file.cause());
        assertEquals("a.exe", file.path());
        assertEquals("a.txt", file.renamedFrom());
        assertEquals(hex(sha256(program)), hex(file.sha256()));
        assertArrayEquals(program, bench.lastContent());
        assertTrue(file.closeNanos() > bench.reported.get(0).file().closeNanos(), "the time of the rename");
    }

    @Test
    void reportsARenameOfWhatWasNeverSeenByNameAlone() {
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
        assertEquals(3, bench.reported.size());

        SmbOpen again = bench.open("b.exe", 20_000);
        bench.write(again, 20_000, new byte[] {1});
        bench.close(again);
        assertEquals(1, bench.last().number());
        assertSame(bench.reported.get(0).file().mark(), bench.last().mark());
    }

    @Test
    void reportsAFileThatGoesAtItsCloseAsDeleted() {
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
        assertEquals(1, bench.reported.size());
        bench.close(open);

        assertEquals(2, bench.reported.size());
        assertTrue(bench.last().deleted());
        assertTrue(bench.last().continues());
        assertEquals(hex(sha256(program)), hex(bench.last().sha256()));
    }

    @Test
    void reportsThatAFileIsGoneThatWasEmptiedBefore() {
        written("a.exe");
        bench.close(bench.opened(MadeOpens.open(bench.session, "ADMIN$", "a.exe", Action.OVERWRITTEN, 0)));
        assertEquals(1, bench.reported.size());
        bench.close(MadeOpens.deleteOnClose(bench.open("a.exe", 0)));

        assertEquals(2, bench.reported.size());
        assertTrue(bench.last().deleted());
        assertTrue(bench.last().continues());
        assertEquals(Outcome.SUCCESS, bench.last().outcome());
        assertEquals(0, bench.last().size());
        assertEquals(0, bench.last().writtenBytes());
    }

    @Test
    void reportsThatAFileIsGoneThatWasChangedOutOfSightBefore() {
        written("a.exe");
        bench.close(MadeOpens.deleteOnClose(bench.open("a.exe", 100)));

        assertEquals(2, bench.reported.size());
        assertTrue(bench.last().deleted());
        assertEquals(Outcome.SUCCESS, bench.last().outcome());
        assertNull(bench.last().sha256());
    }

    @Test
    void reportsNothingOfADeletionWhereNothingWasWritten() {
        SmbOpen open = bench.create("a.exe");
        bench.refuse(bench.send(open, 0, program));
        bench.close(open);
        bench.close(MadeOpens.deleteOnClose(bench.open("a.exe", 0)));

        assertEquals(Outcome.FAILURE, bench.only().outcome());
        assertFalse(bench.only().deleted());
    }

    @Test
    void keepsAFileWhoseDeletionIsTakenBack() {
        written("a.exe");
        SmbOpen open = bench.open("a.exe", 20_000);
        bench.assembler.onDeletePending(open, true, bench.tick());
        bench.assembler.onDeletePending(open, false, bench.tick());
        bench.close(open);

        assertEquals(1, bench.reported.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"b.exe", "A.exe", "a.exe"})
    void keepsAFileThatWasToGoUnderTheNameThatItHad(String newName) {
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, program);
        bench.assembler.onDeletePending(open, true, bench.tick());
        bench.assembler.onRename(open, newName, bench.tick());
        bench.close(open);

        assertFalse(bench.only().deleted());
        assertEquals(newName, bench.only().path());
    }

    @Test
    void keepsAFileThatIsMadeAnewWhereOneWentWithItsConnection() {
        SmbOpen first = bench.create("a.exe");
        bench.write(first, 0, program);
        bench.assembler.onDeletePending(first, true, bench.tick());
        bench.assembler.onClose(first, false, -1, bench.tick());
        written("a.exe");

        assertEquals(2, bench.reported.size());
        assertFalse(bench.last().deleted());
    }

    @Test
    void startsAnewWhereADeletedFileIsMadeAgain() {
        SmbOpen first = MadeOpens.deleteOnClose(bench.create("a.exe"));
        bench.write(first, 0, program);
        bench.close(first);
        written("a.exe");

        assertEquals(2, bench.reported.size());
        assertFalse(bench.last().continues());
        assertEquals(2, bench.last().number());
        assertNotSame(bench.reported.get(0).file().mark(), bench.last().mark());
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

        assertEquals(2, bench.reported.size());
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
    void reportsWhatAnExistingFileHeldAsMissingWhereItIsPatched() {
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
    void reportsAProgramBeforeAnotherOpenOverwritesIt() {
        SmbOpen first = bench.create("a.exe");
        bench.write(first, 0, program);
        SmbOpen second = bench.opened(MadeOpens.open(bench.session, "ADMIN$", "a.exe", Action.OVERWRITTEN, 0));

        assertEquals(hex(sha256(program)), hex(bench.only().sha256()));
        bench.close(second);
        bench.close(first);
        assertEquals(1, bench.reported.size());
    }

    @Test
    void reportsNothingOfAnOpenThatOnlyReads() {
        written("a.exe");
        bench.close(bench.open("a.exe", 20_000));

        assertEquals(1, bench.reported.size());
    }

    @Test
    void followsRenamesAndDeletionsByPath() {
        written("a.tmp");
        SmbOpen at = MadeOpens.openUnanswered(bench.session, "ADMIN$", null);
        bench.assembler.onPathRename(at, "A.TMP", "a.exe", bench.tick());
        assertEquals("a.exe", bench.last().path());
        bench.assembler.onPathRename(at, "a.exe", null, bench.tick());

        assertEquals(3, bench.reported.size());
        assertTrue(bench.last().deleted());
        assertEquals("a.exe", bench.last().path());
    }

    @Test
    void distinguishesFilesOfTwoServers() {
        SmbOpen here = bench.create("a.exe");
        SmbOpen there = bench.opened(
                MadeOpens.open(MadeOpens.session(MadeOpens.connection(1, 3), 7), "ADMIN$", "a.exe", Action.CREATED, 0));
        bench.write(here, 0, Arrays.copyOf(program, 9_000));
        bench.write(there, 0, program);
        bench.close(here);
        bench.close(there);

        assertEquals(9_000, bench.reported.get(0).file().size());
        assertEquals(20_000, bench.reported.get(1).file().size());
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
