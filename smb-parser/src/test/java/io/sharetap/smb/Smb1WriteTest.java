package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import io.sharetap.tcp.EndReason;
import io.sharetap.tcp.Side;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Smb1WriteTest {
    private static final String CONFIRMED_MZ = "write a @0 +2\ndata MZ\nanswer a @0 CONFIRMED 2";

    private final Talk talk = new Talk();
    private final Smb1Messages smb1 = new Smb1Messages();

    @BeforeEach
    void openAFile() {
        talk.client(smb1.request(1, smb1.treeConnect("\\\\server\\share")));
        talk.server(smb1.answer(1, smb1.treeConnectAnswer("A:")));
        talk.client(smb1.request(2, smb1.create("\\a"))).server(smb1.answer(2, smb1.createAnswer(9, 2, 0, 0)));
        talk.quiet();
    }

    @Test
    void reportsAWriteAndItsAnswer() {
        talk.client(smb1.request(3, smb1.write(9, 0, "MZ"))).server(smb1.answer(3, smb1.writeAnswer(2)));
        assertEquals(CONFIRMED_MZ, talk.calls());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 33, 64, 65})
    void recognisesItHoweverItIsCut(int pieceBytes) {
        talk.inPiecesOf(pieceBytes);
        talk.client(smb1.request(3, smb1.write(9, 0, "MZ"))).server(smb1.answer(3, smb1.writeAnswer(2)));
        talk.client(smb1.request(4, smb1.close(9))).server(smb1.answer(4, smb1.empty(Smb1Commands.CLOSE)));
        assertEquals(CONFIRMED_MZ + "\nclose a true -1", talk.calls());
    }

    @Test
    void whatTheFirstMessageWritesElsewhereThanAtTheBeginningWasUsedBefore() {
        for (int offset : new int[] {0, 5}) {
            Talk begun = new Talk().withoutHandshake();
            begun.client(smb1.request(3, smb1.write(9, offset, "MZ")));
            assertEquals(offset != 0, begun.sink.opens.get(0).usedUnseen());
        }
    }

    @Test
    void aRefusedWriteIsReported() {
        talk.client(smb1.request(3, smb1.write(9, 0, "MZ")));
        talk.server(smb1.refusal(Smb1Commands.WRITE_ANDX, 3, Smb1Messages.ACCESS_DENIED));
        assertEquals("write a @0 +2\ndata MZ\nanswer a @0 REFUSED 0", talk.calls());
    }

    @Test
    void anErrorOfTheDosKindRefuses() {
        talk.client(smb1.request(3, smb1.write(9, 0, "MZ")));
        smb1.flags2 = Smb1Messages.UNICODE;
        talk.server(smb1.refusal(Smb1Commands.WRITE_ANDX, 3, Smb1Messages.DOS_ERROR));
        assertEquals("write a @0 +2\ndata MZ\nanswer a @0 REFUSED 0", talk.calls());
    }

    @Test
    void aShortWriteCountsAsTheServerSays() {
        talk.client(smb1.request(3, smb1.write(9, 0, "MZ"))).server(smb1.answer(3, smb1.writeAnswer(1)));
        assertEquals("write a @0 +2\ndata MZ\nanswer a @0 CONFIRMED 1", talk.calls());
    }

    @Test
    void offsetsHaveSixtyFourBits() {
        talk.client(smb1.request(3, smb1.write(9, 0x1_2345_6789L, "MZ")));
        assertEquals("write a @4886718345 +2\ndata MZ", talk.calls());
    }

    @Test
    void twelveWordsHaveOffsetsOfThirtyTwoBits() {
        talk.client(smb1.request(3, smb1.shortWrite(9, 0xFFFF_FFF0L, "MZ")));
        assertEquals("write a @4294967280 +2\ndata MZ", talk.calls());
    }

    @Test
    void dataBeginsAtDataOffset() {
        talk.client(smb1.request(3, smb1.write(9, 0, "MZ", 17, 2))).server(smb1.answer(3, smb1.writeAnswer(2)));
        assertEquals(CONFIRMED_MZ, talk.calls());
    }

    @Test
    void bytesBehindTheDataBelongToTheMessage() {
        talk.client(smb1.request(3, smb1.write(9, 0, "MZ\u00FFSMBtrailing", 1, 2)));
        assertEquals("write a @0 +2\ndata MZ", talk.calls());
    }

    @Test
    void lengthsHaveMoreThanSixteenBits() {
        talk.client(smb1.request(3, smb1.write(9, 0, "x".repeat(70_000))));
        talk.server(smb1.answer(3, smb1.writeAnswer(70_000)));
        String calls = talk.calls();
        assertTrue(calls.startsWith("write a @0 +70000\ndata 70000 bytes"), calls);
        assertTrue(calls.endsWith("answer a @0 CONFIRMED 70000"), calls);
    }

    @Test
    void aLengthBeyondTheMessageIsCutAndCounted() {
        talk.client(smb1.request(3, smb1.write(9, 0, "MZ", 1, 100_000)));
        assertEquals("write a @0 +2\ndata MZ", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB1_WRITE_BEYOND_MESSAGE));
    }

    @Test
    void aDataOffsetOutsideIsNoWrite() {
        byte[] inFront = smb1.request(3, smb1.write(9, 0, "MZ"));
        inFront[32 + 1 + 22] = 33;
        byte[] behind = smb1.request(4, smb1.write(9, 0, "MZ"));
        behind[32 + 1 + 23] = 0x20;
        talk.client(inFront, behind);
        assertEquals("", talk.calls());
        assertEquals(2, talk.noted(Anomaly.SMB1_FIELD_BEYOND_MESSAGE));
    }

    @Test
    void anOffsetThatNoFileHasIsNoted() {
        talk.client(smb1.request(3, smb1.write(9, -2, "MZ")));
        assertEquals("", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB1_FILE_OFFSET_INVALID));
    }

    @Test
    void theOldWritesAreReported() {
        talk.client(smb1.request(3, smb1.oldWrite(Smb1Commands.WRITE, 9, 5, "ab")));
        talk.server(smb1.answer(3, smb1.oneWord(Smb1Commands.WRITE, 2)));
        talk.client(smb1.request(4, smb1.oldWrite(Smb1Commands.WRITE_AND_UNLOCK, 9, 7, "cd")));
        talk.server(smb1.answer(4, smb1.oneWord(Smb1Commands.WRITE_AND_UNLOCK, 1)));
        assertEquals("""
                write a @5 +2
                data ab
                answer a @5 CONFIRMED 2
                write a @7 +2
                data cd
                answer a @7 CONFIRMED 1""", talk.calls());
    }

    @Test
    void aWriteOfNothingCutsTheFile() {
        talk.client(smb1.request(3, smb1.oldWrite(Smb1Commands.WRITE, 9, 500, "")));
        assertEquals("", talk.calls());
        talk.server(smb1.answer(3, smb1.oneWord(Smb1Commands.WRITE, 0)));
        assertEquals("endOfFile a 500", talk.calls());
    }

    @Test
    void aWriteAndXOfNothingCutsNothing() {
        talk.client(smb1.request(3, smb1.write(9, 500, ""))).server(smb1.answer(3, smb1.writeAnswer(0)));
        assertEquals("", talk.calls());
    }

    @Test
    void writeAndCloseDoesBoth() {
        talk.client(smb1.request(3, smb1.writeAndClose(9, 0, "MZ")));
        talk.server(smb1.answer(3, smb1.oneWord(Smb1Commands.WRITE_AND_CLOSE, 2)));
        assertEquals(CONFIRMED_MZ + "\nclose a true -1", talk.calls());
    }

    @Test
    void anAnswerThatComesWhileTheDataGoesByWaits() {
        byte[] write = smb1.request(3, smb1.writeAndClose(9, 0, "MZ"));
        talk.begin(Side.CLIENT, write.length).piece(Side.CLIENT, write, 0, write.length - 1);
        talk.server(smb1.answer(3, smb1.oneWord(Smb1Commands.WRITE_AND_CLOSE, 2)));
        assertEquals("write a @0 +2\ndata M", talk.calls());
        talk.piece(Side.CLIENT, write, write.length - 1, 1);
        assertEquals("data Z\nanswer a @0 CONFIRMED 2\nclose a true -1", talk.calls());
    }

    @Test
    void anAnswerThatComesFirstWaits() {
        talk.server(smb1.answer(3, smb1.writeAnswer(2))).client(smb1.request(3, smb1.write(9, 0, "MZ")));
        assertEquals(CONFIRMED_MZ, talk.calls());
    }

    @Test
    void aWriteWhoseRequestWasLostIsMissed() {
        talk.client(smb1.request(3, smb1.create("\\b"))).server(smb1.answer(3, smb1.createAnswer(10, 2, 0, 0)));
        SmbOpen open = talk.sink.opens.get(1);
        assertFalse(MadeOpens.changedUnseen(open));
        talk.server(smb1.answer(4, smb1.writeAnswer(2)));
        assertTrue(MadeOpens.changedUnseen(open));
    }

    @Test
    void writesUnderOneMidAreAnsweredInTheirOrder() {
        talk.client(smb1.request(3, smb1.write(9, 0, "x")), smb1.request(3, smb1.write(9, 0, "MZ")));
        talk.server(smb1.answer(3, smb1.writeAnswer(1)), smb1.answer(3, smb1.writeAnswer(2)));
        assertEquals("""
                write a @0 +1
                data x
                write a @0 +2
                data MZ
                answer a @0 CONFIRMED 1
                answer a @0 CONFIRMED 2""", talk.calls());
    }

    @Test
    void anotherProcessUnderTheSameMidIsAnotherRequest() {
        talk.client(smb1.request(3, smb1.write(9, 0, "x")));
        smb1.processId = 0x1_0001;
        talk.client(smb1.request(3, smb1.write(9, 1, "y"))).quiet();
        talk.server(smb1.answer(3, smb1.writeAnswer(1)));
        assertEquals("answer a @1 CONFIRMED 1", talk.calls());
    }

    @Test
    void aGapInTheDataIsReported() {
        byte[] write = smb1.request(3, smb1.write(9, 0, "abcdef"));
        talk.clientWithGap(write, write.length - 4, 2);
        assertEquals("write a @0 +6\ndata ab\ngap @2 +2\ndata ef", talk.calls());
    }

    @Test
    void aWriteWithoutAnswerIsUnseenAtTheEnd() {
        talk.client(smb1.request(3, smb1.write(9, 0, "MZ"))).quiet();
        talk.end(EndReason.RESET);
        assertEquals("answer a @0 UNSEEN 2\nclose a false -1", talk.calls());
    }

    @Test
    void rawAndMultiplexedWritesAreNamed() {
        talk.client(smb1.request(3, smb1.block(Smb1Commands.WRITE_RAW, new byte[24], new byte[8])));
        talk.client(smb1.request(4, smb1.block(Smb1Commands.WRITE_MPX, new byte[24], new byte[8])));
        assertEquals("", talk.calls());
        assertEquals(2, talk.noted(Anomaly.SMB1_WRITE_RAW_REFUSED));
    }

    @Test
    void aRawWriteThatIsGrantedPutsItsFileInDoubt() {
        byte[] words = Smb1Messages.bytes(24).putShort(0, (short) 9).array();
        talk.client(smb1.request(3, smb1.block(Smb1Commands.WRITE_RAW, words)));
        talk.server(smb1.refusal(Smb1Commands.WRITE_RAW, 3, Smb1Messages.ACCESS_DENIED));
        assertEquals("", talk.calls());
        talk.client(smb1.request(4, smb1.block(Smb1Commands.WRITE_RAW, words)));
        talk.server(smb1.answer(4, smb1.oneWord(Smb1Commands.WRITE_RAW, 0xFFFF)));
        assertEquals("doubt a", talk.calls());
    }

    @Test
    void aWriteToAFidThatWasNeverOpenedIsReported() {
        talk.client(smb1.request(3, smb1.write(77, 0, "MZ")));
        assertEquals("open share null UNANSWERED\nwrite null @0 +2\ndata MZ", talk.calls());
    }

    @Test
    void aTooShortMessageIsNoted() {
        byte[] write = smb1.request(3, smb1.write(9, 0, "MZ"));
        write[32] = 5;
        talk.client(write).client(smb1.request(4, smb1.block(Smb1Commands.CLOSE, new byte[2])));
        assertEquals("", talk.calls());
        assertEquals(2, talk.noted(Anomaly.SMB1_BODY_SHORT));
    }
}
