package io.sharetap.transfer;

import static io.sharetap.transfer.Bench.SECOND;
import static io.sharetap.transfer.Bench.hex;
import static io.sharetap.transfer.Bench.program;
import static io.sharetap.transfer.Bench.sha256;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.smb.FileOpSink.Outcome;
import io.sharetap.smb.MadeOpens;
import io.sharetap.smb.SmbOpen;
import io.sharetap.smb.SmbOpen.Action;
import io.sharetap.smb.SmbWrite;
import io.sharetap.transfer.AssembledFile.Range;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told when the writing rests, and what answers and their absence say. */
class FileRestTest {
    private final Bench bench = new Bench();
    private final byte[] program = program(20_000, 1);

    @AfterEach
    void givesEverythingBack() {
        bench.endHoldingNothing();
    }

    @Test
    void reportsAFileAsItStandsWhenItsWritingRests() {
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, program);
        long lastByte = bench.nanos();
        bench.pass(59 * SECOND);
        bench.assembler.sweep(bench.tick());
        assertEquals(0, bench.reported.size());
        bench.pass(2 * SECOND);
        bench.assembler.sweep(bench.tick());

        assertEquals(-1, bench.only().closeNanos());
        assertEquals(lastByte, bench.only().lastByteNanos());
        bench.close(open);
        assertEquals(1, bench.reported.size());
    }

    @Test
    void reportsTheSameWhoeverNoticesThatAFileRests() {
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
        assertEquals(1, bench.reported.size());
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
    void reportsWhatIsUnfinishedAtTheEndOfTheInput() {
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, program);
        bench.end();

        assertEquals(hex(sha256(program)), hex(bench.only().sha256()));
        assertEquals(-1, bench.only().closeNanos());
    }

    @Test
    void saysBelowWhichTimeNoReportWillCome() {
        assertEquals(Long.MAX_VALUE, bench.assembler.reportsFromNanos());
        SmbOpen slow = bench.create("slow.exe");
        SmbWrite write = bench.send(slow, 0, program);
        long begun = bench.assembler.reportsFromNanos();
        assertTrue(begun <= bench.nanos() && begun > bench.nanos() - SECOND);
        SmbOpen quick = bench.create("quick.exe");
        bench.write(quick, 0, program);
        bench.close(quick);
        assertEquals(begun, bench.assembler.reportsFromNanos());
        bench.pass(SECOND);
        bench.confirm(write, 20_000);
        assertTrue(bench.assembler.reportsFromNanos() > begun);
        bench.close(slow);
        assertEquals(Long.MAX_VALUE, bench.assembler.reportsFromNanos());
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
    void learnsFromTheAnswerOfACompoundHowLongTheFileWas() {
        SmbOpen open = bench.opened(MadeOpens.openUnanswered(bench.session, "ADMIN$", "a.exe"));
        SmbWrite write = bench.send(open, 0, Arrays.copyOf(program, 9_000));
        MadeOpens.answer(open, Action.OPENED, 20_000);
        bench.assembler.onOpenAnswer(open, true, bench.tick());
        bench.confirm(write, 9_000);
        bench.close(open);

        assertEquals(20_000, bench.only().size());
        assertEquals(List.of(new Range(9_000, 20_000)), bench.only().missing());
        assertNull(bench.only().sha256());
    }

    @Test
    void takesWhatGrowsOfAnEmptyFileForZerosWhereACompoundOpenedIt() {
        SmbOpen open = bench.opened(MadeOpens.openUnanswered(bench.session, "ADMIN$", "a.exe"));
        SmbWrite write = bench.send(open, 0, program);
        MadeOpens.answer(open, Action.OPENED, 0);
        bench.assembler.onOpenAnswer(open, true, bench.tick());
        bench.confirm(write, 20_000);
        bench.assembler.onEndOfFile(open, 25_000, bench.tick());
        bench.close(open);

        assertTrue(bench.only().complete());
        assertEquals(
                hex(sha256(Arrays.copyOf(program, 25_000))), hex(bench.only().sha256()));
    }

    @Test
    void reportsOnlyARefusalWhereTheCreateOfACompoundWasRefused() {
        SmbOpen open = bench.opened(MadeOpens.openUnanswered(bench.session, "ADMIN$", "a.exe"));
        SmbWrite write = bench.send(open, 0, program);
        bench.assembler.onOpenAnswer(open, false, bench.tick());
        bench.refuse(write);
        bench.assembler.onClose(open, false, -1, bench.tick());

        assertEquals(AssembledFile.Outcome.FAILURE, bench.only().outcome());
    }

    @Test
    void believesTheSizeThatTheCloseGives() {
        SmbOpen open = bench.create("a.exe");
        bench.write(open, 0, program);
        bench.assembler.onClose(open, true, 25_000, bench.tick());

        assertEquals(25_000, bench.only().size());
        assertEquals(List.of(new Range(20_000, 25_000)), bench.only().missing());
    }

    /** Else what is told of a file, and how sure that is, would depend on how many others share its worker. */
    @Test
    void allFilesThatRestAreReportedByOneSweep() {
        int files = 200;
        for (int i = 0; i < files; i++) {
            bench.write(bench.create("f" + i + ".bin"), 0, new byte[] {1, 2, 3});
        }
        bench.pass(61 * SECOND);
        bench.assembler.sweep(bench.tick());

        assertEquals(files, bench.reported.size());
    }
}
