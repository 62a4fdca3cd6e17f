package io.sharetap.transfer;

import static io.sharetap.transfer.Bench.hex;
import static io.sharetap.transfer.Bench.program;
import static io.sharetap.transfer.Bench.sha256;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sharetap.smb.MadeOpens;
import io.sharetap.smb.SmbOpen;
import io.sharetap.smb.SmbOpen.Action;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said of a file whose content may come to it by another name than the one it was written under. */
class FileAliasTest {
    private static final byte[] PATCH = {1, 2, 3, 4};

    private final Bench bench = new Bench();
    private final byte[] one = program(20_000, 1);
    private final byte[] two = program(20_000, 2);

    @AfterEach
    void givesEverythingBack() {
        bench.endHoldingNothing();
    }

    private void written(String path, byte[] content) {
        SmbOpen open = bench.create(path);
        bench.write(open, 0, content);
        bench.close(open);
    }

    private void patch(SmbOpen open) {
        bench.write(open, 5_000, PATCH);
        bench.close(open);
    }

    private static String patched(byte[] content) {
        byte[] copy = content.clone();
        System.arraycopy(PATCH, 0, copy, 5_000, PATCH.length);
        return hex(sha256(copy));
    }

    /** The request may still come: captures are out of order now and then. */
    @Test
    void aFileMayBeAnotherWhoseRenameWasGrantedAndNotAskedForSoFar() {
        SmbOpen old = bench.create("a.exe");
        bench.write(old, 0, one);
        MadeOpens.renameGranted(bench.session, bench.tick().frameNumber());
        SmbOpen maybeTheSame = bench.opened(MadeOpens.open(bench.session, "ADMIN$", "b.exe", Action.OVERWRITTEN, 0));
        bench.write(old, 5, PATCH);
        bench.write(maybeTheSame, 0, one);
        bench.write(old, 5, PATCH);
        bench.close(maybeTheSame);
        assertNull(bench.last().sha256());
    }

    /** The request for that rename was not captured; the file is still written to by the open that it had before. */
    @Test
    void aFileMayBeAnotherThatWasRenamedUnseenUnlessItIsNewer() {
        SmbOpen old = bench.create("a.exe");
        bench.write(old, 0, one);
        MadeOpens.changeUnseen(bench.session);
        SmbOpen maybeTheSame = bench.opened(MadeOpens.open(bench.session, "ADMIN$", "b.exe", Action.OVERWRITTEN, 0));
        bench.write(maybeTheSame, 0, one);
        SmbOpen newer = bench.create("c.exe");
        bench.write(newer, 0, one);
        bench.write(old, 5, PATCH);
        bench.close(maybeTheSame);
        assertNull(bench.last().sha256());
        bench.close(newer);
        assertEquals(hex(sha256(one)), hex(bench.last().sha256()));
    }

    /**
     * Samba lets a file that is open be replaced by a rename: it has no name any more, and its opens lead to it still.
     */
    @Test
    void whatIsWrittenToAFileWhoseNameAnotherTookIsNotThatOnes() {
        SmbOpen target = bench.open("b.exe", 20_000);
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, one);
        bench.assembler.onRename(open, "b.exe", bench.tick());
        bench.write(target, 5_000, PATCH);
        bench.assembler.onDeletePending(target, true, bench.tick());
        bench.close(open);

        assertEquals("b.exe", bench.only().path());
        assertEquals(hex(sha256(one)), hex(bench.only().sha256()));
        bench.close(target);
        assertNull(bench.last().sha256());
        assertEquals(false, bench.last().continues());
    }

    /** As of two channels: the answer to the CREATE comes before that to the rename, which was asked for before. */
    @Test
    void whatIsOpenedAtOnceWithARenameMayBeTheRenamedFileOrTheOneBefore() {
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, one);
        for (String other : List.of("b.exe", "a.exe")) {
            long asked = bench.tick().frameNumber();
            SmbOpen since = bench.open(other, 20_000);
            bench.assembler.onRename(open, "b.exe", bench.tick().from(asked));
            patch(since);
            bench.close(open);
            assertNull(bench.last().sha256(), other);
            open = bench.create("a.exe");
            bench.write(open, 0, one);
        }
        bench.assembler.onRename(open, "c.exe", bench.tick());
        bench.close(open);
        assertEquals(hex(sha256(one)), hex(bench.last().sha256()));
    }

    @Test
    void allOpensOfAFileLeadToItWhicheverChangesIt() {
        SmbOpen reading = bench.open("a.exe", 0);
        SmbOpen writing = bench.open("A.EXE", 0);
        bench.write(writing, 0, one);
        bench.close(writing);
        bench.assembler.onPathRename(reading, "a.exe", "b.exe", bench.tick());
        SmbOpen another = bench.create("a.exe");
        bench.write(another, 0, two);
        patch(reading);
        assertEquals("b.exe", bench.last().path());
        assertEquals(patched(one), hex(bench.last().sha256()));
        bench.close(another);
        assertEquals(hex(sha256(two)), hex(bench.last().sha256()));
    }

    @Test
    void nothingIsRememberedOfAFileThatWasOnlyOpen() {
        SmbOpen open = bench.open("a.exe", 20_000);
        SmbOpen other = bench.open("a.exe", 20_000);
        assertEquals(1, bench.assembler.files());
        bench.close(open);
        bench.close(other);
        assertEquals(0, bench.assembler.files());
    }

    @Test
    void aFileWhoseNameAnotherTookIsFollowedThroughItsOpens() {
        SmbOpen target = bench.create("b.exe");
        bench.write(target, 0, two);
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, one);
        bench.assembler.onRename(open, "b.exe", bench.tick());
        bench.write(target, 5_000, PATCH);
        bench.close(open);
        assertEquals(hex(sha256(one)), hex(bench.last().sha256()));

        bench.close(target);
        assertEquals(patched(two), hex(bench.last().sha256()));
    }

    private SmbOpen directory(String path) {
        SmbOpen open = MadeOpens.directory(MadeOpens.open(bench.session, "ADMIN$", path, Action.OPENED, 0));
        return bench.opened(open);
    }

    private void renameDirectory(String from, String to) {
        SmbOpen open = directory(from);
        bench.assembler.onRename(open, to, bench.tick());
        bench.close(open);
    }

    @Test
    void filesGoWithTheirDirectory() {
        written("d1\\a.exe", one);
        written("d2\\a.exe", two);
        renameDirectory("D1", "d3");
        renameDirectory("d2", "d1");
        patch(bench.open("d1\\a.exe", 20_000));
        assertEquals(patched(two), hex(bench.last().sha256()));
        assertEquals("d2\\a.exe", bench.last().renamedFrom());
        patch(bench.open("d3\\a.exe", 20_000));
        assertEquals(patched(one), hex(bench.last().sha256()));
    }

    @Test
    void aFileThatIsBeingWrittenGoesWithItsDirectory() {
        SmbOpen open = bench.create("dir\\a.exe");
        bench.write(open, 0, one);
        renameDirectory("dir", "else");
        bench.close(open);
        assertEquals("else\\a.exe", bench.last().path());
        assertEquals("dir\\a.exe", bench.last().renamedFrom());
    }

    @Test
    void aFileThatBeginsLikeTheDirectoryStays() {
        written("dir.exe", one);
        renameDirectory("dir", "else");
        patch(bench.open("dir.exe", 20_000));
        assertEquals(patched(one), hex(bench.last().sha256()));
    }

    @Test
    void aFileNeverSeenTakesTheNameOfOneThatIsKnown() {
        written("a.exe", one);
        SmbOpen other = bench.open("old.exe", 20_000);
        bench.assembler.onRename(other, "a.exe", bench.tick());
        bench.close(other);
        patch(bench.open("a.exe", 20_000));
        assertNull(bench.last().sha256());
        assertEquals(2, bench.last().missing().size());
    }

    @Test
    void aLinkTakesTheNameOfOneThatIsKnown() {
        written("a.exe", one);
        written("b.exe", two);
        SmbOpen open = bench.open("b.exe", 20_000);
        bench.assembler.onLink(open, "a.exe", bench.tick());
        bench.close(open);
        patch(bench.open("a.exe", 20_000));
        assertNull(bench.last().sha256());
    }

    @Test
    void whatWasWrittenUnderAnotherNameMayBeTheSameFile() {
        written("a.exe", one);
        patch(bench.open("link\\a.exe", 20_000));
        patch(bench.open("a.exe", 20_000));
        assertNull(bench.last().sha256());
        assertEquals(
                List.of(new AssembledFile.Range(0, 5_000), new AssembledFile.Range(5_004, 20_000)),
                bench.last().missing());
    }

    @Test
    void whatWasOverwrittenUnderAnotherNameMayBeTheSameFile() {
        written("a.exe", one);
        SmbOpen other = bench.opened(MadeOpens.open(bench.session, "C$", "windows\\a.exe", Action.OVERWRITTEN, 0));
        bench.write(other, 0, two);
        bench.close(other);
        patch(bench.open("a.exe", 20_000));
        assertNull(bench.last().sha256());
    }

    @Test
    void whatIsCreatedSinceOrHasAnotherSizeIsAnotherFile() {
        written("a.exe", one);
        written("new.exe", two);
        patch(bench.open("longer.exe", 30_000));
        patch(bench.open("a.exe", 20_000));
        assertEquals(patched(one), hex(bench.last().sha256()));
    }

    @Test
    void zerosAndAllocationsThroughAnotherOpenReachAsFarAsTheFile() {
        SmbOpen second = bench.create("a.exe");
        SmbOpen first = bench.open("a.exe", 0);
        bench.write(first, 0, one);
        bench.assembler.onZeros(second, 18_000, 30_000, bench.tick());
        bench.assembler.onAllocation(second, 19_000, bench.tick());
        bench.assembler.onAllocation(second, 30_000, bench.tick());
        bench.close(second);
        bench.close(first);
        byte[] content = Arrays.copyOf(one, 19_000);
        Arrays.fill(content, 18_000, 19_000, (byte) 0);
        assertEquals(hex(sha256(content)), hex(bench.last().sha256()));
    }

    @Test
    void anAllocationCutsAFileThatWasThere() {
        SmbOpen open = bench.open("a.exe", 20_000);
        bench.assembler.onAllocation(open, 100, bench.tick());
        bench.write(open, 0, Arrays.copyOf(one, 100));
        bench.close(open);
        assertEquals(hex(sha256(Arrays.copyOf(one, 100))), hex(bench.last().sha256()));
    }

    @Test
    void withAValidDataLengthHolesAreNoZeros() {
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, Arrays.copyOf(one, 8_000));
        bench.assembler.onEndOfFile(open, 20_000, bench.tick());
        bench.assembler.onValidData(open, 16_000, bench.tick());
        bench.close(open);
        assertNull(bench.last().sha256());
        assertEquals(
                List.of(new AssembledFile.Range(8_000, 16_000)), bench.last().missing());
    }

    @Test
    void aChangeThatCannotBeFollowedIsDoubt() {
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, one);
        bench.assembler.onDoubt(open, bench.tick());
        bench.close(open);
        assertNull(bench.last().sha256());
        assertEquals(List.of(new AssembledFile.Range(0, 20_000)), bench.last().missing());
    }
}
