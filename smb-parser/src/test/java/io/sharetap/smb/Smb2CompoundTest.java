package io.sharetap.smb;

import static io.sharetap.smb.Smb2Messages.RELATED;
import static io.sharetap.smb.Smb2Messages.SAME;
import static io.sharetap.smb.Smb2Messages.compound;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Count;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Smb2CompoundTest {
    private static final String WHOLE = """
            open share a UNANSWERED
            write a @0 +3
            data abc
            openAnswer a true
            answer a @0 CONFIRMED 3
            close a true 3""";

    private final Talk talk = new Talk();
    private final Smb2Messages smb2 = talk.smb2;

    private byte[] createWriteClose() {
        return compound(
                smb2.create(2, "a"),
                smb2.in(SAME, SAME).with(RELATED).write(3, SAME, 0, "abc"),
                smb2.with(RELATED).close(4, SAME));
    }

    @Test
    void createWriteAndCloseInOneMessage() {
        talk.connected().client(createWriteClose());
        smb2.in(0x51, 7);
        talk.server(compound(
                smb2.createAnswer(2, 9, 2, 0),
                smb2.with(RELATED).writeAnswer(3, 3),
                smb2.with(RELATED).closeAnswer(4, 3)));
        assertEquals(WHOLE, talk.calls());
    }

    @Test
    void answersMayBeSplitOverMessages() {
        talk.connected().client(createWriteClose());
        smb2.in(0x51, 7);
        talk.server(smb2.createAnswer(2, 9, 2, 0), smb2.writeAnswer(3, 3), smb2.closeAnswer(4, 3));
        assertEquals(WHOLE, talk.calls());
    }

    @Test
    void answersMayComeBeforeTheRequestsWereSeen() {
        talk.connected();
        talk.server(compound(smb2.createAnswer(2, 9, 2, 0), smb2.writeAnswer(3, 3), smb2.closeAnswer(4, 3)));
        talk.client(createWriteClose());
        assertEquals(
                "open share a CREATED\nwrite a @0 +3\ndata abc\nanswer a @0 CONFIRMED 3\nclose a true 3", talk.calls());
    }

    @Test
    void theEndOfAFileOfSeveralConnectionsComesBeforeACompoundBeginsItAnew() {
        talk.connected().opened(9, "a").on(2);
        talk.server(smb2.negotiateAnswer(0x0311, 1)).quiet().on(1);
        talk.client(smb2.close(1, 9)).server(smb2.closeAnswer(1, 1));
        assertEquals("", talk.calls());
        talk.client(createWriteClose());
        assertEquals("""
                close a true 1
                open share a UNANSWERED
                write a @0 +3
                data abc""", talk.calls());
    }

    @Test
    void aRefusedCreateRefusesWhatFollows() {
        talk.connected().client(createWriteClose());
        smb2.in(0x51, 7);
        talk.server(compound(
                smb2.refusal(5, 2, Smb2Messages.ACCESS_DENIED),
                smb2.refusal(9, 3, Smb2Messages.ACCESS_DENIED),
                smb2.refusal(6, 4, Smb2Messages.ACCESS_DENIED)));
        assertEquals("""
                open share a UNANSWERED
                write a @0 +3
                data abc
                openAnswer a false
                answer a @0 REFUSED 0
                close a false -1""", talk.calls());
    }

    @Test
    void anUnrelatedRequestStandsForItself() {
        talk.connected().opened(8, "b");
        talk.client(compound(
                smb2.create(2, "a"),
                smb2.write(3, 8, 0, "x"),
                smb2.with(RELATED).write(4, SAME, 1, "y")));
        assertEquals("write b @0 +1\ndata x\nwrite b @1 +1\ndata y", talk.calls());
    }

    @Test
    void aRelatedRequestTakesTheFileIdOfAnyCommandBefore() {
        talk.connected().opened(8, "b");
        byte[] queryInfo = smb2.request(
                0x10, 2, Smb2Messages.bytes(40).putLong(24, 8).putLong(32, 8).array());
        talk.client(compound(queryInfo, smb2.in(SAME, SAME).with(RELATED).write(3, SAME, 0, "x")));
        assertEquals("write b @0 +1\ndata x", talk.calls());
    }

    @Test
    void aRelatedRequestTakesTheOpenWhateverFileIdItNames() {
        talk.connected().opened(8, "b").opened(9, "c");
        talk.client(compound(smb2.write(2, 8, 0, "x"), smb2.with(RELATED).write(3, 9, 1, "y")));
        assertEquals("write b @0 +1\ndata x\nwrite b @1 +1\ndata y", talk.calls());
    }

    @Test
    void theFirstOfAMessageIsNeverRelated() {
        talk.connected().opened(8, "b");
        talk.client(smb2.with(RELATED).write(2, 8, 0, "x"), smb2.with(RELATED).write(3, SAME, 1, "y"));
        assertEquals("write b @0 +1\ndata x", talk.calls());
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 63, 65, 100, 1 << 20, -8})
    void aNextCommandThatLeadsNowhereEndsTheMessage(int nextCommand) {
        talk.connected().opened(8, "b");
        byte[] message = compound(smb2.write(2, 8, 0, "x"), smb2.write(3, 8, 1, "y"));
        ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).putInt(20, nextCommand);
        talk.client(message, smb2.write(4, 8, 2, "z"));
        assertEquals("write b @2 +1\ndata z", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB2_COMPOUND_INVALID));
    }

    @Test
    void aPartThatIsNoSmb2EndsTheMessage() {
        talk.connected().opened(8, "b");
        byte[] message = compound(smb2.write(2, 8, 0, "x"), smb2.write(3, 8, 1, "y"));
        message[120] = 0;
        talk.client(message);
        assertEquals("write b @0 +1\ndata x", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB2_HEADER_INVALID));
    }

    @Test
    void aPartThatIsTooShortIsPassedOver() {
        talk.connected().opened(8, "b");
        talk.client(compound(smb2.request(9, 2, new byte[40]), smb2.write(3, 8, 1, "y")));
        assertEquals("write b @1 +1\ndata y", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB2_BODY_SHORT));
    }

    @Test
    void aHundredThousandPartsAreReadUpToTheLimit() {
        byte[] echo = smb2.request(0x0D, 5, new byte[8]);
        byte[][] parts = new byte[100_000][];
        java.util.Arrays.fill(parts, echo);
        talk.connected();
        long before = talk.ledger.of(Count.SMB_MESSAGES);
        talk.client(compound(parts));
        assertEquals(1_024, talk.ledger.of(Count.SMB_MESSAGES) - before);
        assertEquals(1, talk.noted(Anomaly.SMB2_COMPOUND_TOO_LONG));
    }

    @Test
    void aGapInTheDataOfOnePartKeepsTheNext() {
        talk.connected().opened(8, "b");
        byte[] message = compound(smb2.write(2, 8, 0, "abcdefgh"), smb2.write(3, 8, 8, "y"));
        talk.clientWithGap(message, 114, 2);
        assertEquals("write b @0 +8\ndata ab\ngap @2 +2\ndata efgh\nwrite b @8 +1\ndata y", talk.calls());
    }

    @Test
    void aGapInTheHeadOfOnePartLosesTheRest() {
        talk.connected().opened(8, "b");
        byte[] message = compound(smb2.write(2, 8, 0, "abcdefgh"), smb2.write(3, 8, 8, "y"));
        talk.clientWithGap(message, 114, 20).client(smb2.write(4, 8, 9, "z"));
        assertEquals("write b @0 +8\ndata ab\ngap @2 +6\nwrite b @9 +1\ndata z", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB_HEAD_LOST));
    }

    @Test
    void aRefusalOfEightBytesInACompoundShiftsNothing() {
        talk.connected()
                .opened(8, "b")
                .client(smb2.write(2, 8, 0, "x"), smb2.write(3, 8, 1, "y"))
                .quiet();
        byte[] refusal = smb2.answer(9, 2, Smb2Messages.DISK_FULL, new byte[8]);
        talk.server(compound(refusal, smb2.writeAnswer(3, 1)));
        assertEquals("answer b @0 REFUSED 0\nanswer b @1 CONFIRMED 1", talk.calls());
    }

    private byte[] treeCreateWrite(byte[] first) {
        return compound(
                first,
                smb2.in(SAME, 0xFFFF_FFFFL).with(RELATED).create(3, "a"),
                smb2.with(RELATED).write(4, SAME, 0, "abc"),
                smb2.with(RELATED).close(5, SAME));
    }

    @Test
    void aRelatedCreateIsInTheTreeThatIsAskedForBefore() {
        talk.server(smb2.negotiateAnswer(0x0311, 1 << 20));
        talk.client(treeCreateWrite(smb2.in(0x51, 0).treeConnect(2, "\\\\server\\share")));
        // as Samba answers: to the first with its ids, to those behind with what stood in the requests
        talk.server(compound(
                smb2.in(0x51, 7).treeConnectAnswer(2, 1),
                smb2.in(SAME, 0xFFFF_FFFFL).with(RELATED).createAnswer(3, 9, 2, 0),
                smb2.with(RELATED).writeAnswer(4, 3),
                smb2.with(RELATED).closeAnswer(5, 3)));
        assertEquals("""
                smb seen
                open share a UNANSWERED
                write a @0 +3
                data abc
                tree \\\\server\\share DISK
                openAnswer a true
                answer a @0 CONFIRMED 3
                close a true 3""", talk.calls());
        assertEquals(7, talk.sink.opens.get(0).tree().treeId());
        talk.client(smb2.in(0x51, 7).create(6, "b")).server(smb2.createAnswer(6, 10, 2, 0));
        assertEquals("open share b CREATED", talk.calls());
    }

    @Test
    void aRefusedTreeRefusesWhatIsAskedForInIt() {
        talk.server(smb2.negotiateAnswer(0x0311, 1 << 20));
        talk.client(treeCreateWrite(smb2.in(0x51, 0).treeConnect(2, "\\\\server\\share")))
                .quiet();
        talk.server(smb2.in(0x51, 0).refusal(3, 2, 0xC000_00CC));
        assertEquals("openAnswer a false\nanswer a @0 REFUSED 0\nclose a false -1", talk.calls());
        talk.server(smb2.refusal(5, 3, 0xC000_00CC), smb2.refusal(9, 4, 0xC000_00CC), smb2.refusal(6, 5, 0xC000_00CC));
        assertEquals("", talk.calls());
    }

    @Test
    void aChainFromTheLogonOnIsOfTheSessionThatTheAnswerNames() {
        talk.server(smb2.negotiateAnswer(0x0311, 1 << 20));
        byte[] logon = smb2.in(0, 0).sessionSetup(1, 0, 0, new byte[0]);
        talk.client(compound(
                logon,
                smb2.in(SAME, 0).with(RELATED).treeConnect(2, "\\\\server\\share"),
                smb2.in(SAME, 0xFFFF_FFFFL).with(RELATED).create(3, "a"),
                smb2.with(RELATED).write(4, SAME, 0, "abc")));
        talk.server(compound(
                smb2.in(0x77, 0).sessionSetupAnswer(1, 0, new byte[0]),
                smb2.in(SAME, 8).with(RELATED).treeConnectAnswer(2, 1),
                smb2.in(SAME, 0xFFFF_FFFFL).with(RELATED).createAnswer(3, 9, 2, 0),
                smb2.with(RELATED).writeAnswer(4, 3)));
        talk.quiet().client(smb2.in(0x77, 8).write(5, 9, 3, "d"));
        assertEquals("write a @3 +1\ndata d", talk.calls());
        assertEquals(0x77, talk.sink.opens.get(0).session().sessionId());
    }

    @Test
    void aPartThatIsNotAlignedIsReadAndCounted() {
        talk.connected().opened(8, "b");
        byte[] first = smb2.write(2, 8, 0, "x");
        byte[] second = smb2.write(3, 8, 1, "y");
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        ByteBuffer.wrap(both).order(ByteOrder.LITTLE_ENDIAN).putInt(20, first.length);
        talk.client(both);
        assertEquals("write b @0 +1\ndata x\nwrite b @1 +1\ndata y", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB2_COMPOUND_INVALID));
    }
}
