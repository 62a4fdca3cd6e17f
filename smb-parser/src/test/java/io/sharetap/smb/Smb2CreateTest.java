package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Count;
import io.sharetap.tcp.EndReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Smb2CreateTest {
    private static final int DIRECTORY_OPTION = 0x1;
    private static final int DELETE_ON_CLOSE_OPTION = 0x1000;

    private final Talk talk = new Talk();
    private final Smb2Messages smb2 = talk.smb2;

    @ParameterizedTest
    @CsvSource({
        "0, SUPERSEDED",
        "1, OPENED",
        "2, CREATED",
        "3, OVERWRITTEN",
        "4, UNKNOWN",
    })
    void theAnswerSaysWhatBecameOfTheContent(int createAction, SmbOpen.Action action) {
        talk.connected().client(smb2.create(2, "a")).server(smb2.createAnswer(2, 9, createAction, 77));
        assertEquals("open share a " + action, talk.calls());
        assertEquals(77, talk.sink.opens.get(0).endOfFile());
        assertEquals(createAction == 4 ? 1 : 0, talk.noted(Anomaly.SMB2_VALUE_UNKNOWN));
    }

    @Test
    void theNameBeginsAtNameOffset() {
        talk.connected().client(smb2.create(2, "dir\\a.exe", 0, 8, new byte[0])).server(smb2.createAnswer(2, 9, 2, 0));
        assertEquals("open share dir\\a.exe CREATED", talk.calls());
    }

    @Test
    void aNameBeyondTheMessageIsNoted() {
        byte[] create = smb2.create(2, "a.exe");
        create[64 + 46] = 100;
        talk.connected().client(create).server(smb2.createAnswer(2, 9, 2, 0));
        assertEquals("open share null CREATED", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB2_FIELD_BEYOND_MESSAGE));
    }

    @ParameterizedTest
    @CsvSource({
        "\\dir\\a.exe, dir\\a.exe",
        "dir/a.exe, dir\\a.exe",
        "a.exe::$DATA, a.exe",
        "readme.txt:payload.exe:$data, readme.txt:payload.exe",
        "readme.txt:payload.exe, readme.txt:payload.exe",
        "Отчёт\\报告.exe, Отчёт\\报告.exe",
    })
    void pathsAreThoseInsideTheShare(String wire, String path) {
        talk.connected().client(smb2.create(2, wire)).server(smb2.createAnswer(2, 9, 2, 0));
        assertEquals("open share " + path + " CREATED", talk.calls());
    }

    @ParameterizedTest
    @CsvSource({
        "server\\share\\dir\\a.exe, dir\\a.exe",
        "\\server.example\\SHARE\\a.exe, a.exe",
        "dir\\sub\\a.exe, dir\\sub\\a.exe",
        "a.exe, a.exe",
    })
    void dfsPathsCarryServerAndShare(String wire, String path) {
        talk.connected().client(smb2.with(Smb2Messages.DFS).create(2, wire)).server(smb2.createAnswer(2, 9, 2, 0));
        assertEquals("open share " + path + " CREATED", talk.calls());
    }

    @Test
    void aRefusedCreateIsNotReported() {
        talk.connected().client(smb2.create(2, "a")).server(smb2.refusal(5, 2, Smb2Messages.ACCESS_DENIED));
        assertEquals("", talk.calls());
    }

    @Test
    void aWarningIsNoOpen() {
        int stoppedOnSymlink = 0x8000_002D;
        talk.connected().client(smb2.create(2, "a")).server(smb2.refusal(5, 2, stoppedOnSymlink));
        assertEquals("", talk.calls());
    }

    @Test
    void directoriesAndDeleteOnCloseAreKnown() {
        talk.connected().client(smb2.create(2, "d", DIRECTORY_OPTION, 0, new byte[0]));
        talk.server(smb2.createAnswer(2, 8, 1, 0));
        talk.client(smb2.create(3, "a", DELETE_ON_CLOSE_OPTION, 0, new byte[0]));
        talk.server(smb2.createAnswer(3, 9, 2, 0));
        talk.client(smb2.create(4, "e")).server(smb2.createAnswer(4, 0, 10, 10, 1, 0, 0x10));
        assertTrue(talk.sink.opens.get(0).directory());
        assertTrue(talk.sink.opens.get(1).deleteOnClose());
        assertTrue(talk.sink.opens.get(2).directory());
    }

    @Test
    void aFileIdUsedAgainAfterCloseIsANewOpen() {
        talk.connected().opened(9, "first");
        talk.client(smb2.close(3, 9)).server(smb2.closeAnswer(3, -1)).opened(9, "second");
        talk.client(smb2.write(5, 9, 0, "x"));
        assertEquals("write second @0 +1\ndata x", talk.calls());
    }

    @Test
    void aFileIdUsedAgainWithoutCloseInSightIsANewOpen() {
        talk.connected().opened(9, "first");
        talk.client(smb2.create(4, "second")).server(smb2.createAnswer(4, 9, 2, 0));
        assertEquals("close first false -1\nopen share second CREATED", talk.calls());
    }

    @Test
    void thePersistentHalfIsChecked() {
        talk.connected().client(smb2.create(2, "a")).server(smb2.createAnswer(2, 0, 1, 9, 2, 0, 0));
        talk.quiet().client(smb2.write(3, 9, 0, "x"));
        assertEquals("open share null UNANSWERED\nwrite null @0 +1\ndata x", talk.calls());
    }

    @Test
    void aFileWithoutCreateInSightHasNoPath() {
        talk.connected().client(smb2.write(3, 9, 0, "x")).server(smb2.writeAnswer(3, 1));
        assertEquals("open share null UNANSWERED\nwrite null @0 +1\ndata x\nanswer null @0 CONFIRMED 1", talk.calls());
    }

    @Test
    void aCreateAnswerThatComesLateNamesTheOpen() {
        talk.connected().client(smb2.create(2, "a"), smb2.write(3, 9, 0, "x"));
        talk.server(smb2.writeAnswer(3, 1), smb2.createAnswer(2, 9, 2, 0));
        assertEquals("""
                open share null UNANSWERED
                write null @0 +1
                data x
                answer null @0 CONFIRMED 1
                openAnswer a true""", talk.calls());
    }

    @Test
    void aCreateAnswerThatComesFirstWaitsForItsRequest() {
        talk.connected().server(smb2.createAnswer(2, 9, 2, 5)).client(smb2.create(2, "a"));
        assertEquals("open share a CREATED", talk.calls());
    }

    @Test
    void pipesAndPrintersHoldNoFiles() {
        talk.client(smb2.treeConnect(1, "\\\\server\\IPC$")).server(smb2.treeConnectAnswer(1, 2));
        talk.quiet().opened(9, "svcctl").client(smb2.write(3, 9, 0, "x"));
        talk.server(smb2.writeAnswer(3, 1));
        smb2.in(0x51, 8);
        talk.client(smb2.treeConnect(4, "\\\\server\\laser"))
                .server(smb2.treeConnectAnswer(4, 3))
                .quiet();
        talk.opened(10, "job").client(smb2.write(5, 10, 0, "x"));
        assertEquals("", talk.calls());
        assertEquals(0, talk.ledger.of(Count.WRITES));
    }

    @Test
    void aWellKnownPipeInAnUnknownTreeIsNoFile() {
        talk.opened(9, "SvcCtl").client(smb2.write(3, 9, 0, "x"), smb2.close(4, 9));
        talk.server(smb2.writeAnswer(3, 1), smb2.closeAnswer(4, -1));
        assertEquals("", talk.calls());
    }

    @Test
    void aReplayedCreateIsTheSameOpen() {
        byte[] guid = new byte[32];
        guid[20] = 5;
        byte[] contexts = Smb2Messages.context("DH2Q", guid);
        talk.connected().client(smb2.create(2, "a", 0, 0, contexts)).server(smb2.createAnswer(2, 9, 2, 0));
        talk.client(smb2.with(Smb2Messages.REPLAY).create(3, "a", 0, 0, contexts));
        talk.server(smb2.createAnswer(3, 9, 2, 0));
        assertEquals("open share a CREATED", talk.calls());
    }

    @Test
    void aDurableReconnectInTheSameSessionIsTheSameOpenUnderANewFileId() {
        talk.connected().opened(9, "a");
        byte[] oldFileId = Smb2Messages.bytes(16).putLong(0, 9).putLong(8, 9).array();
        talk.client(smb2.create(3, "", 0, 0, Smb2Messages.context("DHnC", oldFileId)));
        talk.server(smb2.createAnswer(3, 0, 9, 12, 1, 0, 0));
        byte[] write = smb2.write(4, 12, 0, "x");
        write[64 + 16] = 9;
        talk.client(write);
        assertEquals("write a @0 +1\ndata x", talk.calls());
    }

    @Test
    void aDurableReconnectAfterTheConnectionBrokeKeepsTheContent() {
        talk.connected().opened(9, "a").end(EndReason.RESET);
        smb2.in(0x52, 3);
        talk.on(2).client(smb2.sessionSetup(1, 0, 0x51, new byte[0]));
        byte[] data = new byte[36];
        data[0] = 9;
        data[8] = 9;
        talk.client(smb2.create(3, "a", 0, 0, Smb2Messages.context("DH2C", data)));
        talk.server(smb2.createAnswer(3, 0, 9, 12, 2, 0, 0));
        assertEquals("close a false -1\nsmb seen\nopen ? a OPENED", talk.calls());
    }

    @Test
    void contextsBeyondTheMessageAreNotedAndTheNameStays() {
        byte[] create = smb2.create(2, "a", 0, 0, Smb2Messages.context("DHnC", new byte[16]));
        create[64 + 54] = 1;
        talk.connected().client(create).server(smb2.createAnswer(2, 9, 2, 0));
        assertEquals("open share a CREATED", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB2_FIELD_BEYOND_MESSAGE));
    }

    @Test
    void contextsThatAreChainedInACircleEnd() {
        byte[] circle = Smb2Messages.context("QFid", new byte[16]);
        circle[0] = 8;
        talk.connected().client(smb2.create(2, "a", 0, 0, circle)).server(smb2.createAnswer(2, 9, 2, 0));
        assertEquals("open share a CREATED", talk.calls());
        assertEquals(1, talk.ledger.of(Count.SMB_CREATE_CONTEXTS_PASSED_OVER));
    }

    @Test
    void anOpenIsCertainFromItsAnswerOnWhenThatIsReportedLate() {
        talk.client(smb2.create(2, "a", 0, 0, new byte[0]));
        long answered = talk.now.frameNumber() + 1;
        talk.later(1).client(smb2.write(3, 9, 0, "x"));
        talk.now.set(talk.now.epochNanos(), answered - 1);
        talk.server(smb2.createAnswer(2, 9, 2, 0));
        assertEquals(answered, talk.sink.opens.get(0).firstFrame());
    }

    /** As where the links that two connections go by are brought together late. */
    @Test
    void whatIsUsedOnAnotherConnectionBeforeItsCreateIsTheSameOpen() {
        talk.on(2).client(smb2.write(3, 9, 0, "x")).on(1).client(smb2.create(2, "a"));
        talk.on(2).server(smb2.writeAnswer(3, 1)).on(1).server(smb2.createAnswer(2, 9, 2, 0));
        assertTrue(talk.calls().endsWith("answer null @0 CONFIRMED 1\nopenAnswer a true"));
    }

    /** The CREATE and its answer may both be captured behind a request by another connection. */
    @Test
    void whatIsUsedOnAnotherConnectionWithoutAnAnswerIsTheSameOpen() {
        byte[] rename = smb2.setInfo(3, 9, 10, Smb2Messages.renameTo("b"));
        talk.connected()
                .on(2)
                .server(smb2.negotiateAnswer(0x0311, 1 << 20))
                .client(rename)
                .on(1)
                .client(smb2.create(2, "a"));
        talk.server(smb2.createAnswer(2, 9, 2, 0)).on(2).server(smb2.setInfoAnswer(3));
        assertTrue(talk.calls().endsWith("rename a -> b"));

        talk.on(2).client(smb2.write(4, 10, 0, "x")).on(1).client(smb2.create(5, "c"));
        talk.server(smb2.createAnswer(5, 10, 2, 0)).on(2).server(smb2.writeAnswer(4, 1));
        assertTrue(talk.calls().endsWith("openAnswer c true\nanswer c @0 CONFIRMED 1"));
        assertTrue(talk.sink.opens.get(0).session().unseenChanges().losses() > 0);
    }

    @Test
    void whatIsUsedBehindTheAnswerToACreateThatIsCapturedLateIsTheSameOpen() {
        talk.server(smb2.createAnswer(2, 9, 2, 0)).on(2).client(smb2.write(3, 9, 0, "x"));
        talk.on(1).client(smb2.create(2, "a"));
        assertTrue(talk.calls().endsWith("openAnswer a true"));
    }

    @Test
    void whatIsUsedBeforeTheAnswerToACreateThatIsHeldUpIsTheSameOpen() {
        talk.server(smb2.negotiateAnswer(0x0311, 1 << 20));
        long asked = talk.now.frameNumber() + 1;
        talk.later(0).on(2).client(smb2.write(3, 9, 0, "x")).on(1).server(smb2.createAnswer(2, 9, 2, 0));
        talk.now.set(talk.now.epochNanos(), asked - 1);
        talk.client(smb2.create(2, "a"));
        assertTrue(talk.calls().endsWith("data x\nopenAnswer a true"));
    }

    @Test
    void whatTheFirstMessageWritesElsewhereThanAtTheBeginningWasUsedBefore() {
        talk.withoutHandshake().client(smb2.write(3, 9, 5, "x"));
        assertTrue(talk.sink.opens.get(0).usedUnseen());
    }

    @Test
    void whatTheFirstMessageIsAboutWasNotUsedBefore() {
        talk.withoutHandshake().client(smb2.write(3, 9, 0, "x"), smb2.write(4, 10, 0, "x"));
        assertFalse(talk.sink.opens.get(0).usedUnseen());
        assertTrue(talk.sink.opens.get(1).usedUnseen());
        assertTrue(talk.sink.opens.get(0).beginningUnseen());
    }

    @Test
    void ofAConnectionThatIsSeenFromItsStartAllUsesAreSeenUnlessThereIsAnother() {
        talk.connected().client(smb2.write(3, 9, 0, "x"));
        talk.on(2).client(smb2.write(3, 10, 0, "x"));
        assertFalse(talk.sink.opens.get(0).usedUnseen());
        assertTrue(talk.sink.opens.get(1).usedUnseen());
    }

    @Test
    void aFileThatIsOpenedByItsNumberHasNoPath() {
        talk.connected().client(smb2.create(2, "\u1234\u5678", 0x2000, 0, new byte[0]));
        talk.server(smb2.createAnswer(2, 9, 1, 0));
        assertEquals("open share null OPENED", talk.calls());
    }

    @Test
    void aSnapshotIsAnOpenLikeAnyOther() {
        byte[] context = Smb2Messages.context("TWrp", new byte[8]);
        talk.connected().client(smb2.create(2, "@GMT-2024.05.06-08.00.00\\a.exe", 0, 0, context));
        talk.server(smb2.createAnswer(2, 9, 1, 500));
        assertEquals("open share @GMT-2024.05.06-08.00.00\\a.exe OPENED", talk.calls());
        talk.client(smb2.write(3, 9, 0, "x")).server(smb2.refusal(9, 3, 0xC000_00A2));
        assertTrue(talk.calls().endsWith("REFUSED 0"));
    }
}
