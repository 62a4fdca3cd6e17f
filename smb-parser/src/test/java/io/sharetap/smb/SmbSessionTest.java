package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import io.sharetap.tcp.EndReason;
import io.sharetap.tcp.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmbSessionTest {
    private final Talk talk = new Talk();
    private final Smb2Messages smb2 = talk.smb2;

    @ParameterizedTest
    @CsvSource({"0x0202, 2.0.2", "0x0210, 2.1", "0x0300, 3.0", "0x0302, 3.0.2", "0x0311, 3.1.1", "0x0777,"})
    void theDialectIsTheAnswers(int dialect, String name) {
        talk.server(smb2.negotiateAnswer(dialect, 1)).opened(9, "a");
        assertEquals(name, talk.sink.session.dialect());
    }

    @Test
    void aWildcardAnswerToSmb1IsNoDialect() {
        byte[] smb1Negotiate = new byte[40];
        smb1Negotiate[0] = (byte) 0xFF;
        smb1Negotiate[1] = 'S';
        smb1Negotiate[2] = 'M';
        smb1Negotiate[3] = 'B';
        smb1Negotiate[4] = 0x72;
        talk.client(smb1Negotiate).server(smb2.negotiateAnswer(0x02FF, 1), smb2.negotiateAnswer(0x0210, 1));
        talk.opened(9, "a");
        assertEquals("2.1", talk.sink.session.dialect());
    }

    @Test
    void aSecondConnectionOfASessionKnowsItsTreesAndOpens() {
        talk.connected().opened(9, "a");
        talk.on(2).client(smb2.write(1, 9, 0, "x")).server(smb2.writeAnswer(1, 1));
        assertEquals("smb seen\nwrite a @0 +1\ndata x\nanswer a @0 CONFIRMED 1", talk.calls());
    }

    @Test
    void theSameSessionIdOnAnotherServerIsAnotherSession() {
        talk.connected().opened(9, "a");
        talk.on(2).withServer(0xFFFF_0A00_0063L).client(smb2.write(1, 9, 0, "x"));
        assertEquals("smb seen\nopen ? null UNANSWERED\nwrite null @0 +1\ndata x", talk.calls());
    }

    @Test
    void opensEndWithTheLastConnectionOfTheSession() {
        talk.connected().opened(9, "a").on(2).client(smb2.write(1, 9, 0, "x")).server(smb2.writeAnswer(1, 1));
        talk.quiet().on(1).end(EndReason.RESET);
        assertEquals("", talk.calls());
        talk.on(2).end(EndReason.FINISHED);
        assertEquals("close a false -1", talk.calls());
    }

    @Test
    void theEndOfAFileWaitsForOtherConnections() {
        talk.connected()
                .opened(9, "a")
                .on(2)
                .server(smb2.negotiateAnswer(0x0311, 1))
                .quiet();
        talk.on(1).client(smb2.close(3, 9)).server(smb2.closeAnswer(3, 1));
        assertEquals("", talk.calls());
        talk.on(2).client(smb2.write(1, 9, 0, "x")).server(smb2.writeAnswer(1, 1));
        assertEquals("write a @0 +1\ndata x\nanswer a @0 CONFIRMED 1", talk.calls());
        talk.later(3).client(smb2.request(0x0D, 2, new byte[4]));
        assertEquals("close a true 1", talk.calls());
    }

    @Test
    void theEndOfAFileComesBeforeAnotherSessionBeginsItAnew() {
        talk.connected().opened(9, "a");
        talk.on(2).client(smb2.in(0x77, 0).treeConnect(30, "\\\\server\\SHARE"));
        talk.server(smb2.in(0x77, 8).treeConnectAnswer(30, 1)).quiet();
        talk.on(1).client(smb2.in(0x51, 7).close(3, 9)).server(smb2.closeAnswer(3, 1));
        assertEquals("", talk.calls());
        talk.on(2).client(smb2.in(0x77, 8).create(4, "A")).server(smb2.createAnswer(4, 10, 2, 0));
        assertEquals("close a true 1\nopen SHARE A CREATED", talk.calls());
    }

    @Test
    void theEndOfAFileComesBeforeAnotherTakesItsPath() {
        talk.connected().opened(9, "a").opened(10, "b").on(2);
        talk.server(smb2.negotiateAnswer(0x0311, 1)).quiet();
        talk.on(1).client(smb2.close(3, 9)).server(smb2.closeAnswer(3, 1));
        assertEquals("", talk.calls());
        talk.client(smb2.setInfo(4, 10, 10, Smb2Messages.renameTo("A"))).server(smb2.setInfoAnswer(4));
        assertEquals("close a true 1\nrename b -> A", talk.calls());
    }

    @Test
    void theEndOfAFileComesBeforeAnotherOpenOfItSaysWhetherItGoes() {
        talk.connected().opened(9, "a").opened(10, "a").on(2);
        talk.server(smb2.negotiateAnswer(0x0311, 1)).quiet();
        talk.on(1).client(smb2.close(3, 9)).server(smb2.closeAnswer(3, 1));
        assertEquals("", talk.calls());
        talk.client(smb2.setInfo(4, 10, 13, new byte[1])).server(smb2.setInfoAnswer(4));
        assertTrue(talk.calls().startsWith("close a true 1\n"));
    }

    @Test
    void anOpenWhoseCloseIsGrantedOnAnotherConnectionBeforeItsCreateStillEnds() {
        talk.connected().on(2).server(smb2.negotiateAnswer(0x0311, 1)).quiet();
        talk.on(1).client(smb2.create(2, "a"));
        talk.on(2)
                .client(smb2.setInfo(1, 9, 10, Smb2Messages.renameTo("b")), smb2.close(2, 9))
                .server(smb2.closeAnswer(2, 1));
        talk.quiet().on(1).server(smb2.createAnswer(2, 9, 2, 0));
        talk.later(3).client(smb2.request(0x0D, 3, new byte[4]));
        assertEquals("open share a CREATED\nclose a true 1", talk.calls());
    }

    @Test
    void atTheEndOfTheInputSessionsEndWithTheLastConnection() {
        talk.connected()
                .opened(9, "a")
                .on(2)
                .server(smb2.negotiateAnswer(0x0311, 1))
                .quiet();
        talk.on(1).client(smb2.close(3, 9)).server(smb2.closeAnswer(3, 1)).end(EndReason.INPUT_ENDED);
        talk.on(2)
                .client(smb2.write(1, 9, 0, "x"))
                .server(smb2.writeAnswer(1, 1))
                .end(EndReason.INPUT_ENDED);
        assertEquals("write a @0 +1\ndata x\nanswer a @0 CONFIRMED 1\nclose a true 1", talk.calls());
    }

    @Test
    void aSessionOutlivesAConnectionThatWasForgotten() {
        talk.connected().opened(9, "a").end(EndReason.IDLE);
        assertEquals("close a false -1", talk.calls());
        talk.on(2).client(smb2.create(1, "b")).server(smb2.createAnswer(1, 10, 2, 0));
        assertEquals("smb seen\nopen share b CREATED", talk.calls());
    }

    @Test
    void logoffEndsTheSession() {
        talk.connected().opened(9, "a").client(smb2.request(2, 3, new byte[4]));
        talk.server(smb2.answer(2, 3, 0, new byte[4]));
        assertEquals("close a false -1", talk.calls());
        talk.client(smb2.create(4, "b")).server(smb2.createAnswer(4, 10, 2, 0));
        assertEquals("open ? b CREATED", talk.calls());
    }

    @Test
    void treeDisconnectEndsTheOpensOfThatTree() {
        talk.connected().opened(9, "a");
        smb2.in(0x51, 8);
        talk.client(smb2.treeConnect(3, "\\\\server\\other")).server(smb2.treeConnectAnswer(3, 1));
        talk.opened(10, "b");
        smb2.in(0x51, 7);
        talk.client(smb2.request(4, 5, new byte[4])).server(smb2.answer(4, 5, 0, new byte[4]));
        assertEquals("close a false -1", talk.calls());
        smb2.in(0x51, 8);
        talk.client(smb2.write(6, 10, 0, "x"));
        assertEquals("write b @0 +1\ndata x", talk.calls());
    }

    @Test
    void aTreeIdGrantedAgainIsAnotherTree() {
        talk.connected().opened(9, "a");
        talk.client(smb2.treeConnect(3, "\\\\server\\other")).server(smb2.treeConnectAnswer(3, 1));
        assertEquals("close a false -1\ntree \\\\server\\other DISK", talk.calls());
    }

    @Test
    void aTreeConnectSeenLateNamesTheShareOfWhatIsOpen() {
        talk.client(smb2.write(1, 9, 0, "x")).quiet();
        talk.client(smb2.treeConnect(3, "\\\\server\\share")).server(smb2.treeConnectAnswer(3, 1));
        assertEquals("share", talk.sink.opens.get(0).tree().share());
    }

    @Test
    void anUnknownShareTypeIsNoted() {
        talk.client(smb2.treeConnect(1, "\\\\server\\share")).server(smb2.treeConnectAnswer(1, 9));
        assertEquals("smb seen\ntree \\\\server\\share UNKNOWN", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB2_VALUE_UNKNOWN));
    }

    @Test
    void aSessionIdGivenAnewIsAnotherSession() {
        talk.connected().opened(9, "a");
        smb2.in(0, 0);
        talk.on(2).client(smb2.sessionSetup(1, 0, 0, new byte[0]));
        smb2.in(0x51, 0);
        talk.server(smb2.sessionSetupAnswer(1, Smb2Messages.MORE_PROCESSING, new byte[0]));
        assertEquals("smb seen\nclose a false -1", talk.calls());
    }

    @Test
    void theSecondRoundOfALogonKeepsTheSession() {
        talk.connected().opened(9, "a");
        talk.on(2).client(smb2.sessionSetup(1, 1, 0, new byte[0]));
        talk.server(smb2.sessionSetupAnswer(1, 0, new byte[0]));
        assertEquals("smb seen", talk.calls());
    }

    @Test
    void aLogonThatNamesItsPreviousSessionEndsIt() {
        talk.connected().opened(9, "a");
        smb2.in(0, 0);
        talk.on(2).client(smb2.sessionSetup(1, 0, 0x51, new byte[0]));
        smb2.in(0x77, 0);
        talk.server(smb2.sessionSetupAnswer(1, 0, new byte[0]));
        assertEquals("smb seen\nclose a false -1", talk.calls());
    }

    @Test
    void lostFramingIsReportedOnceASession() {
        talk.connected().opened(9, "a").abandoned(Side.CLIENT).abandoned(Side.SERVER);
        assertEquals("blind DESYNCHRONISED", talk.calls());
    }

    @Test
    void smbIsSeenAgainAfterAnHour() {
        talk.connected().later(3_599).client(smb2.request(0x0D, 5, new byte[4]));
        assertEquals("", talk.calls());
        talk.later(1).client(smb2.request(0x0D, 6, new byte[4]));
        assertEquals("smb seen", talk.calls());
    }

    @Test
    void encryptedMessagesAreBlindOnceASession() {
        talk.connected().client(transform(0x51), transform(0x51)).server(transform(0x51));
        assertEquals("blind ENCRYPTED", talk.calls());
        assertEquals(3, talk.ledger.of(io.sharetap.base.Count.SMB_ENCRYPTED_MESSAGES));
    }

    @Test
    void compressedMessagesAreBlindOnceASession() {
        byte[] compressed = Smb2Messages.bytes(40).putInt(0, 0x424D_53FC).array();
        talk.connected().opened(9, "a").client(compressed, compressed);
        assertEquals("blind COMPRESSED", talk.calls());
    }

    @Test
    void otherMessagesAreNoted() {
        talk.client(new byte[100], new byte[] {(byte) 0xFE, 'S', 'M'}, new byte[] {(byte) 0xFE, 'S', 'M', 'B', 0});
        assertEquals("smb seen", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB_PROTOCOL_UNKNOWN));
        assertEquals(2, talk.noted(Anomaly.SMB_HEAD_BEYOND_MESSAGE));
    }

    @Test
    void whatComesFromTheWrongSideIsNotedAndPassedOver() {
        talk.connected().opened(9, "a").server(smb2.write(3, 9, 0, "x")).client(smb2.writeAnswer(3, 1));
        talk.client(smb2.write(4, 9, 0, "y"));
        assertEquals("write a @0 +1\ndata y", talk.calls());
        assertEquals(2, talk.noted(Anomaly.SMB2_WRONG_DIRECTION));
    }

    @Test
    void unknownCommandsAreNoted() {
        talk.connected().client(smb2.request(0x13, 3, new byte[8])).client(smb2.request(0xFFFF, 4, new byte[8]));
        assertEquals(2, talk.noted(Anomaly.SMB2_COMMAND_UNKNOWN));
    }

    @Test
    void anAnswerOfAnotherCommandIsNoted() {
        talk.connected().opened(9, "a").client(smb2.write(3, 9, 0, "x")).server(smb2.closeAnswer(3, -1));
        assertEquals("write a @0 +1\ndata x", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB2_ANSWER_MISMATCHED));
    }

    private static byte[] transform(long sessionId) {
        return Smb2Messages.bytes(200)
                .putInt(0, 0x424D_53FD)
                .putLong(44, sessionId)
                .array();
    }

    @Test
    void thePathOfATreeConnectBeginsAtPathOffset() {
        byte[] connect = smb2.treeConnect(1, "PP\\\\server\\share");
        connect[64 + 4] += 4;
        connect[64 + 6] -= 4;
        talk.client(connect).server(smb2.treeConnectAnswer(1, 1));
        assertEquals("smb seen\ntree \\\\server\\share DISK", talk.calls());
    }

    @Test
    void aPathBeyondTheMessageIsNoted() {
        byte[] connect = smb2.treeConnect(1, "\\\\server\\share");
        connect[64 + 6] = 100;
        talk.client(connect).server(smb2.treeConnectAnswer(1, 1));
        assertEquals("smb seen", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB2_FIELD_BEYOND_MESSAGE));
    }

    @Test
    void theTokenOfALogonBeginsAtItsOffset() {
        java.nio.ByteBuffer token =
                Smb2Messages.bytes(120).putLong(10, 0x0050_5353_4D4C_544EL).putInt(18, 3);
        token.putShort(46, (short) 6)
                .putInt(50, 80)
                .put(90, Smb2Messages.utf16("eve"))
                .putInt(70, 1);
        byte[] setup = smb2.sessionSetup(1, 0, 0, token.array());
        setup[64 + 12] += 10;
        setup[64 + 14] -= 10;
        talk.client(setup).server(smb2.sessionSetupAnswer(1, 0, new byte[0])).opened(9, "a");
        assertEquals("eve", talk.sink.session.userName());
    }

    @Test
    void aRefusedLogonNamesNobody() {
        java.nio.ByteBuffer token =
                Smb2Messages.bytes(100).putLong(0, 0x0050_5353_4D4C_544EL).putInt(8, 3);
        token.putShort(36, (short) 6)
                .putInt(40, 80)
                .put(80, Smb2Messages.utf16("eve"))
                .putInt(60, 1);
        talk.client(smb2.sessionSetup(1, 0, 0, token.array()));
        talk.server(smb2.refusal(1, 1, 0xC000_006D)).opened(9, "a");
        assertEquals(null, talk.sink.session.userName());
    }

    @Test
    void aShareNamesItsServerWhereNothingElseDoes() {
        talk.connected().opened(9, "a");
        assertEquals("server", talk.sink.session.serverName());
        smb2.in(0x52, 7);
        talk.client(smb2.treeConnect(1, "\\\\10.0.0.1\\share")).server(smb2.treeConnectAnswer(1, 1));
        assertEquals(null, talk.sink.session.serverName());
    }

    @Test
    void anAsyncAnswerNamesNoTree() {
        talk.client(smb2.treeConnect(1, "\\\\server\\share"));
        talk.server(smb2.with(Smb2Messages.ASYNC).treeConnectAnswer(1, 1));
        assertEquals("smb seen", talk.calls());
    }
}
