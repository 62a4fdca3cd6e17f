package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import io.sharetap.tcp.EndReason;
import io.sharetap.tcp.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Smb2WriteTest {
    private final Talk talk = new Talk();
    private final Smb2Messages smb2 = talk.smb2;

    @Test
    void reportsAFileFromItsCreateToItsClose() {
        talk.connected();
        talk.client(smb2.create(2, "dir\\a.exe")).server(smb2.createAnswer(2, 9, 2, 0));
        talk.client(smb2.write(3, 9, 0, "MZ")).server(smb2.writeAnswer(3, 2));
        talk.client(smb2.close(4, 9)).server(smb2.closeAnswer(4, 2));
        assertEquals("""
                open share dir\\a.exe CREATED
                write dir\\a.exe @0 +2
                data MZ
                answer dir\\a.exe @0 CONFIRMED 2
                close dir\\a.exe true 2""", talk.calls());
    }

    @Test
    void aRefusedWriteIsReported() {
        talk.connected().opened(9, "a");
        talk.client(smb2.write(3, 9, 0, "MZ")).server(smb2.refusal(9, 3, Smb2Messages.ACCESS_DENIED));
        assertEquals("write a @0 +2\ndata MZ\nanswer a @0 REFUSED 0", talk.calls());
    }

    @Test
    void aShortWriteCountsAsTheServerSays() {
        talk.connected().opened(9, "a");
        talk.client(smb2.write(3, 9, 5, "abcdef")).server(smb2.writeAnswer(3, 4));
        assertEquals("write a @5 +6\ndata abcdef\nanswer a @5 CONFIRMED 4", talk.calls());
    }

    @Test
    void aCountAboveTheLengthIsTheLength() {
        talk.connected().opened(9, "a");
        talk.client(smb2.write(3, 9, 0, "ab")).server(smb2.writeAnswer(3, -1));
        assertEquals("write a @0 +2\ndata ab\nanswer a @0 CONFIRMED 2", talk.calls());
    }

    @Test
    void dataBeginsAtDataOffset() {
        talk.connected().opened(9, "a");
        talk.client(smb2.write(3, 9, 0, "MZ", 16, 2)).server(smb2.writeAnswer(3, 2));
        assertEquals("write a @0 +2\ndata MZ\nanswer a @0 CONFIRMED 2", talk.calls());
    }

    @Test
    void bytesBehindTheDataBelongToTheMessage() {
        talk.connected().opened(9, "a");
        talk.client(smb2.write(3, 9, 0, "MZ\u00FESMBtrailing", 0, 2), smb2.write(4, 9, 2, "x"));
        assertEquals("write a @0 +2\ndata MZ\nwrite a @2 +1\ndata x", talk.calls());
    }

    @Test
    void aLengthBeyondTheMessageIsCutAndCounted() {
        talk.connected().opened(9, "a");
        talk.client(smb2.write(3, 9, 0, "MZ", 0, 70_000), smb2.write(4, 9, 2, "x"));
        assertEquals("write a @0 +2\ndata MZ\nwrite a @2 +1\ndata x", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB2_WRITE_BEYOND_MESSAGE));
    }

    @Test
    void aDataOffsetInsideTheFixedPartIsNoWrite() {
        talk.connected().opened(9, "a");
        byte[] write = smb2.write(3, 9, 0, "MZ");
        write[64 + 2] = 96;
        talk.client(write);
        assertEquals("", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB2_FIELD_BEYOND_MESSAGE));
    }

    @Test
    void aLengthAboveMaxWriteSizeIsNoted() {
        talk.server(smb2.negotiateAnswer(0x0311, 4));
        talk.client(smb2.treeConnect(1, "\\\\server\\share")).server(smb2.treeConnectAnswer(1, 1));
        talk.opened(9, "a").client(smb2.write(3, 9, 0, "12345"));
        assertEquals(1, talk.noted(Anomaly.SMB2_WRITE_TOO_LONG));
    }

    @Test
    void offsetOfAllOnesAppends() {
        talk.connected().opened(9, "a");
        talk.client(smb2.write(3, 9, -1, "x")).server(smb2.writeAnswer(3, 1));
        assertEquals("write a @-1 +1\ndata x\nanswer a @-1 CONFIRMED 1", talk.calls());
    }

    @Test
    void anOffsetThatNoFileHasIsNoted() {
        talk.connected().opened(9, "a").client(smb2.write(3, 9, Long.MAX_VALUE, "x"), smb2.write(4, 9, -2, "x"));
        assertEquals("", talk.calls());
        assertEquals(2, talk.noted(Anomaly.SMB2_FILE_OFFSET_INVALID));
    }

    @Test
    void aGapInsideTheDataKeepsInStep() {
        talk.connected().opened(9, "a");
        talk.clientWithGap(smb2.write(3, 9, 0, "abcdefgh"), 114, 3).client(smb2.write(4, 9, 8, "x"));
        talk.server(smb2.writeAnswer(3, 8), smb2.writeAnswer(4, 1));
        assertEquals("""
                write a @0 +8
                data ab
                gap @2 +3
                data fgh
                write a @8 +1
                data x
                answer a @0 CONFIRMED 8
                answer a @8 CONFIRMED 1""", talk.calls());
    }

    @Test
    void aGapInTheHeadLosesThatMessageAlone() {
        talk.connected().opened(9, "a");
        talk.clientWithGap(smb2.write(3, 9, 0, "abcdefgh"), 100, 3).client(smb2.write(4, 9, 8, "x"));
        assertEquals("write a @8 +1\ndata x", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB_HEAD_LOST));
    }

    @Test
    void anInterimAnswerIsNone() {
        talk.connected().opened(9, "a").client(smb2.write(3, 9, 0, "x"));
        talk.server(smb2.with(Smb2Messages.ASYNC).answer(9, 3, Smb2Messages.PENDING, new byte[9]));
        assertEquals("write a @0 +1\ndata x", talk.calls());
        smb2.in(0x51, 0xFFFF_FFFFL);
        talk.server(smb2.with(Smb2Messages.ASYNC).writeAnswer(3, 1));
        assertEquals("answer a @0 CONFIRMED 1", talk.calls());
    }

    @Test
    void anAnswerThatComesFirstWaitsForItsRequest() {
        talk.connected().opened(9, "a");
        talk.server(smb2.writeAnswer(3, 1));
        talk.client(smb2.write(3, 9, 0, "x"));
        assertEquals("write a @0 +1\ndata x\nanswer a @0 CONFIRMED 1", talk.calls());
    }

    @Test
    void anAnswerInTheMidstOfTheDataWaitsForItsEnd() {
        talk.connected().opened(9, "a");
        byte[] write = smb2.write(3, 9, 0, "abcd");
        talk.begin(Side.CLIENT, write.length).piece(Side.CLIENT, write, 0, write.length - 2);
        talk.server(smb2.writeAnswer(3, 3));
        talk.piece(Side.CLIENT, write, write.length - 2, 2);
        assertEquals("write a @0 +4\ndata abcd\nanswer a @0 CONFIRMED 3", talk.calls());
    }

    @Test
    void anAnswerInTheMidstOfDataThatNeverComesCounts() {
        talk.connected().opened(9, "a");
        byte[] write = smb2.write(3, 9, 0, "abcd");
        talk.begin(Side.CLIENT, write.length).piece(Side.CLIENT, write, 0, write.length - 2);
        talk.server(smb2.writeAnswer(3, 4)).abandoned(Side.CLIENT);
        assertEquals("write a @0 +4\ndata ab\ngap @2 +2\nanswer a @0 CONFIRMED 4\nblind DESYNCHRONISED", talk.calls());
    }

    @Test
    void anAnswerThatDoesNotComeIsGivenUp() {
        talk.connected().opened(9, "a").client(smb2.write(3, 9, 0, "x"));
        talk.later(121).client(smb2.request(0x0D, 4, new byte[4]));
        assertEquals("write a @0 +1\ndata x\nanswer a @0 UNSEEN 1", talk.calls());
    }

    @Test
    void closesWithoutAnswerWhenTheConnectionEnds() {
        talk.connected().opened(9, "a").client(smb2.write(3, 9, 0, "x"));
        talk.end(EndReason.RESET);
        assertEquals("write a @0 +1\ndata x\nanswer a @0 UNSEEN 1\nclose a false -1", talk.calls());
    }

    @ParameterizedTest
    @EnumSource(
            value = EndReason.class,
            names = {"FINISHED", "RESET"})
    void aWriteThatIsBrokenOffIsNotCarriedOut(EndReason reason) {
        assertEquals("write a @0 +4\ndata ab\nanswer a @0 REFUSED 0\nclose a false -1", endInTheMidst(reason));
    }

    @Test
    void aWriteThatTheCaptureBreaksOffMayHaveBeenCarriedOut() {
        assertEquals(
                "write a @0 +4\ndata ab\ngap @2 +2\nanswer a @0 UNSEEN 4\nclose a false -1",
                endInTheMidst(EndReason.INPUT_ENDED));
    }

    private String endInTheMidst(EndReason reason) {
        talk.connected().opened(9, "a");
        byte[] write = smb2.write(3, 9, 0, "abcd");
        talk.begin(Side.CLIENT, write.length).piece(Side.CLIENT, write, 0, write.length - 2);
        return talk.end(reason).calls();
    }

    @Test
    void dataThatIsFetchedByRdmaIsAGap() {
        talk.connected().opened(9, "a");
        byte[] write = smb2.write(3, 9, 4, "");
        write[64 + 32] = 1;
        write[64 + 36] = 100;
        talk.client(write).server(smb2.writeAnswer(3, 90));
        assertEquals("write a @4 +100\ngap @0 +100\nanswer a @4 CONFIRMED 90", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB2_WRITE_BY_RDMA));
    }

    @Test
    void dataInTheMessageCountsWhateverItsChannel() {
        talk.connected().opened(9, "a");
        byte[] write = smb2.write(3, 9, 0, "x");
        write[64 + 32] = 1;
        talk.client(write).server(smb2.writeAnswer(3, 1));
        assertEquals("write a @0 +1\ndata x\nanswer a @0 CONFIRMED 1", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB2_WRITE_BY_RDMA));
    }

    @Test
    void aWriteThatNoServerShouldTakeIsDoubtWhereOneDoes() {
        talk.connected().opened(9, "a");
        byte[] write = smb2.write(3, 9, 0, "x");
        write[64 + 2] = 8;
        byte[] refused = smb2.write(4, 9, -5, "x");
        talk.client(write, refused).server(smb2.writeAnswer(3, 1), smb2.refusal(9, 4, 0xC000_000D));
        assertEquals("doubt a", talk.calls());
    }

    @Test
    void whatIsWrittenToADirectoryIsReported() {
        talk.connected().client(smb2.create(2, "dir:a.exe")).server(smb2.createAnswer(2, 0, 9, 9, 2, 0, 0x10));
        talk.quiet().client(smb2.write(3, 9, 0, "x")).server(smb2.writeAnswer(3, 1));
        assertEquals("write dir:a.exe @0 +1\ndata x\nanswer dir:a.exe @0 CONFIRMED 1", talk.calls());
    }

    @Test
    void aMessageIdUsedAgainGivesUpTheFirst() {
        talk.connected().opened(9, "a").client(smb2.write(3, 9, 0, "x"), smb2.write(3, 9, 1, "y"));
        assertEquals("write a @0 +1\ndata x\nanswer a @0 UNSEEN 1\nwrite a @1 +1\ndata y", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB_MESSAGE_ID_REUSED));
    }

    @Test
    void dataThatNeverComesIsAGap() {
        talk.connected().opened(9, "a");
        byte[] write = smb2.write(3, 9, 0, "abcd");
        talk.begin(Side.CLIENT, write.length).piece(Side.CLIENT, write, 0, write.length - 3);
        talk.end(EndReason.INPUT_ENDED);
        assertEquals("write a @0 +4\ndata a\ngap @1 +3\nanswer a @0 UNSEEN 4\nclose a false -1", talk.calls());
    }

    @Test
    void aWriteOfWhichOnlyTheAnswerIsSeenIsMissed() {
        talk.connected().opened(9, "a").abandoned(Side.CLIENT).server(smb2.writeAnswer(3, 8));
        assertTrue(MadeOpens.changedUnseen(talk.sink.opens.get(0)));
        talk.opened(10, "b");
        assertFalse(MadeOpens.changedUnseen(talk.sink.opens.get(1)));
    }

    @Test
    void aSetInfoOfWhichOnlyTheAnswerIsSeenMayHaveCutTheFile() {
        talk.connected().opened(9, "a").abandoned(Side.CLIENT).server(smb2.setInfoAnswer(3));
        assertTrue(MadeOpens.changedUnseen(talk.sink.opens.get(0)));
    }

    @Test
    void aRequestAndItsAnswerMayBothBeLost() {
        talk.connected().opened(9, "a").abandoned(Side.CLIENT);
        assertFalse(MadeOpens.changedUnseen(talk.sink.opens.get(0)));
        talk.abandoned(Side.SERVER);
        assertTrue(MadeOpens.changedUnseen(talk.sink.opens.get(0)));
    }

    @Test
    void aWriteThatIsSeenAfterItsAnswerIsNotMissed() {
        talk.connected().opened(9, "a").server(smb2.writeAnswer(3, 1)).client(smb2.write(3, 9, 0, "x"));
        assertFalse(MadeOpens.changedUnseen(talk.sink.opens.get(0)));
    }

    @Test
    void whereNoAnswerIsHeardLostRequestsMayBeWrites() {
        talk.client(smb2.create(2, "a"), smb2.write(3, 9, 0, "x"));
        assertFalse(MadeOpens.changedUnseen(talk.sink.opens.get(0)));
        talk.abandoned(Side.CLIENT);
        assertTrue(MadeOpens.changedUnseen(talk.sink.opens.get(0)));
    }
}
