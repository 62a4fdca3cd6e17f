package io.sharetap.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sharetap.base.Moment;
import io.sharetap.smb.MadeOpens;
import io.sharetap.smb.SmbOpen;
import io.sharetap.smb.SmbOpen.Action;
import io.sharetap.smb.SmbWrite;
import io.sharetap.transfer.AssembledFile.Range;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is not certain has no hash; what is certain, has. */
class FileDoubtTest {
    private final Bench bench = new Bench();
    private final byte[] program = Bench.program(20_000, 1);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void doesNotTakeAHoleForZerosWhereAWriteWentByUnseen() {
        SmbOpen open = bench.create("a.bin");
        bench.write(open, 0, part(0, 8_000));
        MadeOpens.changeUnseen(bench.session);
        bench.write(open, 12_000, part(12_000, 20_000));
        bench.close(open);

        assertEquals(List.of(new Range(8_000, 12_000)), bench.only().missing());
        assertNull(bench.only().sha256());
    }

    @Test
    void isCertainOfNoByteWhereAWriteWentByUnseenAndThereIsNoHole() {
        SmbOpen open = bench.create("a.bin");
        bench.write(open, 0, program);
        MadeOpens.changeUnseen(bench.session);
        bench.close(open);

        assertEquals(List.of(new Range(0, program.length)), bench.only().missing());
        assertNull(bench.only().sha256());
        assertNull(bench.only().headSha256());
    }

    @Test
    void isCertainOfNoByteWhereAnotherOpenIsGivenASizeThatItCannotHave() {
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, program);
        SmbOpen another = bench.open("a.exe", 0); // a CREATE in between emptied it, whose answer was lost
        bench.write(another, 0, part(0, 8_000));
        bench.close(open);
        bench.close(another);

        assertEquals(program.length, bench.only().size());
        assertNull(bench.only().sha256());
    }

    @Test
    void isCertainWhereAnotherOpenIsGivenTheSizeThatItHas() {
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, program);
        SmbOpen another = bench.open("a.exe", program.length);
        bench.write(another, 0, part(0, 8_000));
        bench.close(open);
        bench.close(another);

        assertWhole(bench.only(), program);
    }

    @Test
    void takesZerosThatTheServerWroteForBytes() {
        SmbOpen open = bench.create("a.bin");
        bench.write(open, 0, program);
        bench.assembler.onZeros(open, 8_000, 12_000, bench.tick());
        bench.close(open);

        byte[] zeroed = program.clone();
        Arrays.fill(zeroed, 8_000, 12_000, (byte) 0);
        assertWhole(bench.only(), zeroed);
    }

    @Test
    void doesNotHashZerosWithoutEndHoweverOftenItIsAsked() {
        for (int times = 0; times < 4; times++) {
            SmbOpen open = times == 0 ? bench.create("a.exe") : bench.open("a.exe", 1L << 62);
            bench.write(open, 0, program);
            bench.assembler.onEndOfFile(open, 1L << 62, bench.tick());
            bench.close(open);
            assertNull(bench.last().sha256());
        }
    }

    @Test
    void isCertainAgainOfWhatIsBegunAnew() {
        MadeOpens.changeUnseen(bench.session);
        SmbOpen open = bench.create("a.bin");
        bench.write(open, 0, program);
        bench.close(open);

        assertWhole(bench.only(), program);
    }

    @Test
    void isNotCertainOfACopyOfWhatIsNotCertain() {
        SmbOpen open = bench.create("a.bin");
        bench.write(open, 0, program);
        MadeOpens.changeUnseen(bench.session);
        SmbOpen copy = bench.create("b.bin");
        bench.assembler.onCopy(open, 0, copy, 0, program.length, bench.tick());
        bench.close(copy);

        assertNull(bench.only().sha256());
    }

    @Test
    void doubtsTwoFilesWithoutANameThatMayBeOne() {
        SmbOpen one = bench.opened(MadeOpens.openUnseen(bench.session, "ADMIN$"));
        SmbOpen other = bench.opened(MadeOpens.openUnseen(bench.session, "ADMIN$"));
        bench.write(one, 0, program);
        bench.write(other, 0, program);
        bench.close(one);
        bench.close(other);

        assertEquals(2, bench.reported.size());
        bench.reported.forEach(reported -> assertNull(reported.file().sha256()));
    }

    @Test
    void isNotCertainOfACopyWhileAnotherConnectionIsHeldUp() {
        SmbOpen open = bench.create("a.bin");
        bench.write(open, 0, program);
        MadeOpens.heldUp(bench.session, true);
        copy(open, "b.bin");
        assertNull(bench.only().sha256());

        MadeOpens.heldUp(bench.session, false);
        copy(open, "c.bin");
        assertWhole(bench.last(), program);
    }

    @Test
    void isNotCertainOfAnEndThatIsReportedBeforeItsTime() {
        SmbOpen open = bench.create("a.bin");
        bench.write(open, 0, program);
        bench.close(MadeOpens.reportedEarly(open));

        assertEquals(List.of(new Range(0, program.length)), bench.only().missing());
    }

    @Test
    void doesNotTakeAHoleForZerosWhereThePathBeginsAnewWhileAnotherConnectionIsHeldUp() {
        SmbOpen open = bench.create("a.bin");
        SmbWrite waiting = bench.send(open, 0, part(0, 8_000));
        bench.write(open, 12_000, part(12_000, 20_000));
        MadeOpens.heldUp(bench.session, true);
        SmbOpen again = bench.opened(MadeOpens.open(bench.session, "ADMIN$", "a.bin", Action.OVERWRITTEN, 0));
        assertEquals(List.of(new Range(8_000, 12_000)), bench.only().missing());
        assertNull(bench.only().sha256());

        MadeOpens.heldUp(bench.session, false);
        bench.confirm(waiting, 8_000);
        bench.write(again, 0, program);
        bench.close(open);
        bench.close(again);
        assertWhole(bench.last(), program);
    }

    @Test
    void isNotCertainWhileTheAnswerToAChangeIsOverdue() {
        SmbOpen open = bench.create("a.bin");
        bench.write(open, 0, program);
        MadeOpens.changeAsked(bench.session, bench.nanos());
        bench.pass(61 * Bench.SECOND);
        bench.assembler.sweep(bench.tick());

        assertEquals(List.of(new Range(0, program.length)), bench.only().missing());
    }

    @Test
    void isCertainWhileTheAnswerToAChangeOfAnotherFileMayYetCome() {
        SmbOpen open = bench.create("a.bin");
        bench.write(open, 0, program);
        MadeOpens.changeAsked(bench.session, bench.nanos());
        bench.close(open);

        assertWhole(bench.only(), program);
    }

    @Test
    void staysWithTheFileWhenTheShareIsNamedLate() {
        SmbOpen open = bench.opened(MadeOpens.open(bench.session, null, "a.bin", Action.CREATED, 0));
        bench.write(open, 0, part(0, 12_000));
        MadeOpens.named(open, "ADMIN$");
        SmbOpen other = bench.open("a.bin", 12_000);
        bench.write(other, 12_000, part(12_000, 20_000));
        bench.close(open);
        bench.close(other);

        assertWhole(bench.only(), program);
    }

    @Test
    void isNotCertainOfAFileThatMayHaveBeenWrittenBeforeItWasMet() {
        SmbOpen open = bench.opened(MadeOpens.beginningUnseen(true, MadeOpens.openUnseen(bench.session, "ADMIN$")));
        bench.write(open, 0, program);
        bench.close(open);

        assertEquals(List.of(new Range(0, program.length)), bench.only().missing());
    }

    @Test
    void isNotCertainOfAFileWithoutABeginningWhereMessagesWereLost() {
        for (int times = 0; times < 2; times++) {
            SmbOpen open =
                    bench.opened(MadeOpens.beginningUnseen(false, MadeOpens.openUnseen(bench.session, "ADMIN$")));
            bench.write(open, 0, program);
            bench.close(open);
            bench.end();
            MadeOpens.messagesLost(bench.session);
        }
        assertWhole(bench.reported.get(0).file(), program);
        assertNull(bench.last().sha256());
    }

    @Test
    void isNotCertainOfARenameThatIsReportedAfterWhatWasOpenedThereSince() {
        SmbOpen open = bench.create("a.bin");
        bench.write(open, 0, program);
        long frame = bench.tick().frameNumber();
        SmbOpen since = bench.create("b.bin");
        bench.send(since, 0, part(0, 8_000));
        bench.assembler.onRename(open, "b.bin", new Moment().set(bench.nanos(), frame));
        bench.close(open);

        assertEquals("b.bin", bench.last().path());
        assertNull(bench.last().sha256());
    }

    /** As of two channels, of which the one that has the WRITEs was held up. */
    @Test
    void isNotCertainOfWhatWasWrittenBeforeTheFileWasEmptiedWhereThatIsReportedFirst() {
        SmbOpen open = bench.create("a.bin");
        SmbOpen emptying = MadeOpens.open(bench.session, "ADMIN$", "a.bin", Action.OVERWRITTEN, 0);
        bench.assembler.onOpen(MadeOpens.seenIn(1_000, emptying), bench.tick());
        bench.write(open, 0, program);
        bench.close(open);
        while (bench.tick().frameNumber() < 1_000) {}
        bench.write(emptying, 0, part(0, 8_000));
        bench.close(emptying);

        assertNull(bench.reported.get(0).file().sha256());
        assertNull(bench.last().sha256());
    }

    @Test
    void lacksWhatAFileHasBeyondItsWritesByTheSizeThatAnotherOpenIsGiven() {
        SmbOpen open = bench.opened(MadeOpens.beginningUnseen(false, MadeOpens.openUnseen(bench.session, "ADMIN$")));
        bench.write(open, 0, part(0, 8_000));
        bench.assembler.onRename(open, "a.exe", bench.tick());
        SmbOpen another = bench.open("a.exe", program.length);
        bench.write(another, 0, part(0, 1));
        bench.close(open);
        bench.close(another);

        assertEquals(List.of(new Range(8_000, program.length)), bench.last().missing());
        assertNull(bench.last().sha256());
    }

    @Test
    void isNotCertainOfAFileWithoutANameThatMayBeOneThatWasChangedSinceItsCreate() {
        for (boolean before : new boolean[] {true, false}) {
            SmbOpen named = bench.open("a.exe", 0);
            SmbOpen unnamed = MadeOpens.openUnseen(bench.session, "ADMIN$");
            if (before) {
                bench.assembler.onEndOfFile(named, 1, bench.tick());
            }
            MadeOpens.answer(unnamed, Action.OPENED, 0); // the request was lost
            bench.opened(unnamed);
            if (!before) {
                bench.assembler.onEndOfFile(named, 1, bench.tick());
            }
            bench.write(unnamed, SmbWrite.APPEND, program);
            bench.close(unnamed);
            bench.close(named);
            assertEquals(before, bench.last().sha256() != null);
        }
    }

    @Test
    void goesOnWithOneFileWhereAnOpenIsNamedThatWroteWithoutAName() {
        SmbOpen first = bench.create("a.exe");
        bench.write(first, 0, program);
        SmbOpen unnamed = bench.opened(MadeOpens.openUnseen(bench.session, "ADMIN$"));
        bench.write(unnamed, 0, part(0, 1));
        MadeOpens.answerNamed(unnamed, "a.exe", Action.OPENED, program.length);
        bench.assembler.onOpenAnswer(unnamed, true, bench.tick());
        assertNull(bench.only().sha256());
        bench.close(first);
        assertEquals(1, bench.assembler.files());

        SmbOpen again = bench.opened(MadeOpens.open(bench.session, "ADMIN$", "a.exe", Action.OVERWRITTEN, 0));
        bench.write(again, 0, program);
        bench.write(unnamed, 2, part(7, 8));
        bench.close(again);
        bench.close(unnamed);
        byte[] content = program.clone();
        content[2] = program[7];
        assertWhole(bench.last(), content);
    }

    private void copy(SmbOpen source, String path) {
        SmbOpen target = bench.create(path);
        bench.assembler.onCopy(source, 0, target, 0, program.length, bench.tick());
        bench.close(target);
    }

    private byte[] part(int from, int to) {
        return Arrays.copyOfRange(program, from, to);
    }

    private static void assertWhole(AssembledFile file, byte[] content) {
        assertEquals(List.of(), file.missing());
        assertArrayEquals(Bench.sha256(content), file.sha256());
    }
}
