package io.sharetap.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Moment;
import io.sharetap.smb.FileOpSink.Outcome;
import io.sharetap.smb.MadeOpens;
import io.sharetap.smb.SmbOpen;
import io.sharetap.smb.SmbOpen.Action;
import io.sharetap.smb.SmbWrite;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of changes that may have been made in another order than that in which they are told. */
class FileOrderTest {
    private final Bench bench = new Bench();
    private final byte[] program = Bench.program(20_000, 1);
    private final byte[] other = Bench.program(20_000, 2);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void ofTwoWritesOfTheSameBytesAtOnceEitherMayHaveComeLast() {
        SmbOpen open = bench.create("a.exe");
        long asked = bench.tick().frameNumber();
        bench.write(open, 0, program);
        write(open, 0, other, asked);
        bench.close(open);

        assertNull(bench.only().sha256());
    }

    @Test
    void ofTwoWritesOfTheSameBytesTheOneThatIsAskedForBehindTheOtherComesLast() {
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, program);
        write(open, 0, other, bench.tick().frameNumber() - 1);
        bench.close(open);

        assertWhole(bench.only(), other);
    }

    @Test
    void whichOfTwoWritesCameLastDoesNotMatterWhereLaterOnesCoverAllOfBoth() {
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, part(0, 8_000));
        long asked = bench.tick().frameNumber();
        bench.write(open, 8_000, part(8_000, 20_000));
        write(open, 12_000, Arrays.copyOfRange(other, 12_000, 16_000), asked);
        bench.write(open, 10_000, part(10_000, 15_999));
        bench.close(open);
        SmbOpen again = bench.open("a.exe", program.length);
        bench.write(again, 15_998, part(15_998, 20_000));
        bench.close(again);

        assertNull(bench.reported.get(0).file().sha256());
        assertWhole(bench.last(), program);
    }

    @Test
    void aLaterWriteMakesNothingSureThatMayHaveBeenWrittenBehindIt() {
        SmbOpen open = bench.create("a.exe");
        long asked = bench.tick().frameNumber();
        bench.write(open, 0, program);
        write(open, 100, Arrays.copyOfRange(other, 100, 200), asked);
        long askedLater = bench.tick().frameNumber();
        bench.write(open, 0, program);
        write(open, 199, Arrays.copyOfRange(other, 199, 201), askedLater);
        bench.close(open);

        assertNull(bench.only().sha256());
    }

    @Test
    void aWriteOfWhatAnotherOneLostMayHaveComeInFrontOfIt() {
        SmbOpen open = bench.create("a.exe");
        long asked = bench.tick().frameNumber();
        SmbWrite lacking = MadeOpens.write(open, 0, program.length);
        bench.assembler.onWrite(lacking, bench.tick());
        bench.piece(lacking, 0, part(0, 8_000));
        bench.piece(lacking, 9_000, part(9_000, 20_000));
        bench.confirm(lacking, program.length);
        write(open, 8_000, part(8_000, 9_000), asked);
        bench.close(open);

        assertNull(bench.only().sha256());
    }

    /** Whose number is beyond what is remembered of a file. */
    @Test
    void aWriteThatIsNotRememberedMayHaveComeBehindOneThatIsReportedLater() {
        try (Bench few = new Bench(MadeLimits.ranges(20, 1_000), null)) {
            SmbOpen open = few.create("a.exe");
            few.write(open, 0, part(0, 5_000));
            long asked = few.tick().frameNumber();
            for (int at = 6_000; at < 20_000; at += 100) {
                few.write(open, at, Arrays.copyOfRange(other, at, at + 1));
            }
            few.write(open, 5_000, part(5_000, 19_900));
            few.write(open, 19_901, part(19_901, 20_000));
            SmbWrite late = few.send(open, 19_900, part(19_900, 19_901));
            few.assembler.onWriteAnswer(late, Outcome.CONFIRMED, 1, few.tick().from(asked));
            few.close(open);

            assertTrue(few.ledger.of(Anomaly.RANGES_FORGOTTEN) > 0);
            assertNull(few.only().sha256());
        }
    }

    /** The file is no program at first, so that its bytes are only counted. */
    @Test
    void aWriteWhoseBytesWereNotKeptMayHaveComeBehindOneThatIsReportedLater() {
        SmbOpen open = bench.create("a.txt");
        long asked = bench.tick().frameNumber();
        bench.write(open, 0, "text".repeat(5_000).getBytes(StandardCharsets.US_ASCII));
        bench.write(open, 0, part(0, 8_000));
        write(open, 8_000, part(8_000, 9_000), asked);
        bench.write(open, 9_000, part(9_000, 20_000));
        bench.close(open);

        assertNull(bench.only().sha256());
    }

    @Test
    void theOrderOfTwoWritesOfOtherBytesDoesNotMatter() {
        SmbOpen open = bench.create("a.exe");
        long asked = bench.tick().frameNumber();
        bench.write(open, 0, part(0, 8_000));
        write(open, 8_000, part(8_000, 20_000), asked);
        bench.close(open);

        assertWhole(bench.only(), program);
    }

    @Test
    void whatIsAppendedAtOnceWithAWriteMayLieInFrontOfIt() {
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, part(0, 8_000));
        long asked = bench.tick().frameNumber();
        bench.write(open, 8_000, part(8_000, 20_000));
        write(open, SmbWrite.APPEND, other, asked);
        bench.close(open);

        assertNull(bench.only().sha256());
    }

    @Test
    void anEndOfFileThatIsSetAtOnceWithAWriteInFrontOfItMayComeBeforeOrBehind() {
        SmbOpen open = bench.create("a.exe");
        long asked = bench.tick().frameNumber();
        bench.write(open, 0, part(0, 8_000));
        bench.assembler.onEndOfFile(open, program.length, bench.tick().from(asked));
        write(open, 8_000, part(8_000, 20_000), asked);
        bench.close(open);

        assertWhole(bench.only(), program);
    }

    @Test
    void anEndOfFileThatIsSetAtOnceWithAWriteBehindItMayHaveCutIt() {
        SmbOpen open = bench.create("a.exe");
        long asked = bench.tick().frameNumber();
        bench.write(open, 0, program);
        bench.assembler.onEndOfFile(open, 8_000, bench.tick().from(asked));
        bench.close(open);
        SmbOpen second = bench.create("b.exe");
        asked = bench.tick().frameNumber();
        bench.assembler.onEndOfFile(second, 8_000, bench.tick());
        write(second, 0, program, asked);
        bench.close(second);

        assertNull(bench.reported.get(0).file().sha256());
        assertNull(bench.last().sha256());
    }

    @Test
    void anEndOfFileThatIsSetTwiceMayHaveCutAWriteAtEitherTime() {
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, part(0, 8_000));
        long asked = bench.tick().frameNumber();
        bench.assembler.onEndOfFile(open, 8_000, bench.tick());
        bench.assembler.onEndOfFile(open, program.length, bench.tick());
        write(open, 8_000, part(8_000, 20_000), asked);
        bench.close(open);

        assertNull(bench.only().sha256());
    }

    @Test
    void aFileThatIsEmptiedAtOnceWithAWriteMayHaveLostIt() {
        SmbOpen open = bench.create("a.exe");
        long asked = bench.tick().frameNumber();
        bench.write(open, 0, program);
        SmbOpen emptying = MadeOpens.open(bench.session, "ADMIN$", "a.exe", Action.OVERWRITTEN, 0);
        Moment now = bench.tick();
        bench.assembler.onOpen(MadeOpens.seenIn(asked, now.frameNumber(), emptying), now);
        bench.close(open);
        bench.close(emptying);

        assertNull(bench.only().sha256());
    }

    @Test
    void anOpenThatIsReportedLateSaysNothingOfAFileThatBeganBehindIt() {
        long before = bench.tick().frameNumber();
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, program);
        SmbOpen late = MadeOpens.open(bench.session, "ADMIN$", "a.exe", Action.CREATED, 0);
        bench.assembler.onOpen(MadeOpens.seenIn(before, late), bench.tick());
        SmbOpen later = MadeOpens.open(bench.session, "ADMIN$", "a.exe", Action.OPENED, 5);
        bench.assembler.onOpen(MadeOpens.seenIn(before, later), bench.tick());
        bench.close(late);
        bench.close(later);
        bench.close(open);

        assertWhole(bench.only(), program);
    }

    @Test
    void theSizeThatACloseGivesTogetherWithAWriteMayBeTheSizeBeforeThat() {
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, part(0, 8_000));
        long asked = bench.tick().frameNumber();
        bench.write(open, 8_000, part(8_000, 20_000));
        bench.assembler.onClose(open, true, 8_000, bench.tick().from(asked));

        assertEquals(program.length, bench.only().size());
        assertNull(bench.only().sha256());
    }

    @Test
    void whatIsCopiedAtOnceWithAWriteToItsSourceMayLackThat() {
        SmbOpen source = bench.create("a.exe");
        long asked = bench.tick().frameNumber();
        bench.write(source, 0, program);
        SmbOpen copy = bench.create("b.exe");
        bench.assembler.onCopy(source, 0, copy, 0, program.length, bench.tick().from(asked));
        bench.close(copy);
        bench.close(source);

        assertNull(bench.reported.get(0).file().sha256());
        assertWhole(bench.last(), program);
    }

    @Test
    void isNotCertainOfWhatIsEmptiedWhileAWriteHasNoAnswer() {
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 1, part(1, 20_000));
        SmbWrite unanswered = bench.send(open, 0, part(0, 1));
        SmbOpen emptying = bench.opened(MadeOpens.open(bench.session, "ADMIN$", "a.exe", Action.OVERWRITTEN, 0));
        bench.refuse(unanswered);
        bench.write(emptying, 0, other);
        bench.close(open);
        bench.close(emptying);

        assertNull(bench.reported.get(0).file().sha256());
        assertWhole(bench.last(), other);
    }

    /** As of two channels, of which the one that has the rename was held up, and more of it is to come. */
    @Test
    void aRenameThatIsReportedLateTakesNoNameFromWhatGotItSince() {
        SmbOpen unnamed = bench.opened(MadeOpens.beginningUnseen(false, MadeOpens.openUnseen(bench.session, "ADMIN$")));
        bench.write(unnamed, 0, part(0, 1));
        long frame = bench.tick().frameNumber();
        SmbOpen since = bench.create("b.exe");
        bench.write(since, 0, part(0, 8_000));
        SmbOpen maybeTheSame = bench.open("c.exe", 0);
        bench.write(maybeTheSame, 0, part(0, 8_000));
        for (String path : List.of("b.exe", "c.exe")) {
            bench.assembler.onRename(unnamed, path, new Moment().set(bench.nanos(), frame));
        }
        assertEquals(List.of(), bench.reported);
        bench.write(since, 8_000, part(8_000, 20_000));
        bench.close(since);
        assertWhole(bench.only(), program);
        bench.close(maybeTheSame);
        assertNull(bench.last().sha256());
    }

    /** As of two channels, of which the one with the CLOSE is told later. */
    @Test
    void whatIsRenamedWithoutThatItsNameIsKnownMayHaveBeenAnyFileUntilThen() {
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, program);
        SmbOpen unnamed = bench.opened(MadeOpens.beginningUnseen(false, MadeOpens.openUnseen(bench.session, "ADMIN$")));
        bench.write(unnamed, 0, part(0, 1));
        bench.assembler.onRename(unnamed, "b.exe", bench.tick());
        SmbOpen since = bench.create("c.exe");
        bench.write(since, 0, program);
        bench.close(open);
        assertNull(bench.last().sha256());
        bench.close(since);
        assertWhole(bench.last(), program);
    }

    /** It may be the same file as one that is open by the name that it had. */
    @Test
    void whatIsRenamedWithoutThatItsNameIsKnownMayHaveBeenChangedByItsName() {
        SmbOpen unnamed = MadeOpens.openUnseen(bench.session, "ADMIN$");
        bench.opened(MadeOpens.beginningUnseen(false, unnamed));
        bench.write(unnamed, 0, program);
        SmbOpen named = bench.open("a.exe", program.length);
        bench.write(named, 5, part(0, 1));
        bench.assembler.onRename(unnamed, "b.exe", bench.tick());
        bench.close(unnamed);
        assertEquals("b.exe", bench.last().path());
        assertNull(bench.last().sha256());
    }

    private void write(SmbOpen open, long offset, byte[] data, long fromFrame) {
        SmbWrite write = bench.send(open, offset, data);
        bench.assembler.onWriteAnswer(
                write, Outcome.CONFIRMED, data.length, bench.tick().from(fromFrame));
    }

    private byte[] part(int from, int to) {
        return Arrays.copyOfRange(program, from, to);
    }

    private static void assertWhole(AssembledFile file, byte[] content) {
        assertEquals(List.of(), file.missing());
        assertArrayEquals(Bench.sha256(content), file.sha256());
    }
}
