package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Count;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Smb1SessionTest {
    private final Talk talk = new Talk();
    private final Smb1Messages smb1 = new Smb1Messages();

    @Test
    void aPlainLogonNamesItsUser() {
        smb1.userId = 0;
        talk.client(smb1.request(1, smb1.sessionSetup("J\u00F6rg", "DOM")));
        smb1.userId = 0x801;
        talk.server(smb1.answer(1, smb1.block(Smb1Commands.SESSION_SETUP_ANDX, new byte[6])));
        connect();
        assertEquals("J\u00F6rg", talk.sink.session.userName());
        assertEquals("DOM", talk.sink.session.userDomain());
        assertEquals("1", talk.sink.session.dialect());
    }

    @Test
    void aRefusedLogonNamesNobody() {
        smb1.userId = 0;
        talk.client(smb1.request(1, smb1.sessionSetup("user", "DOM")));
        smb1.userId = 0x801;
        talk.server(smb1.refusal(Smb1Commands.SESSION_SETUP_ANDX, 1, Smb1Messages.ACCESS_DENIED));
        connect();
        assertNull(talk.sink.session.userName());
    }

    @Test
    void aLogonOfSeveralStepsNamesUserAndServer() {
        smb1.userId = 0;
        talk.client(smb1.request(1, smb1.sessionSetup(NtlmTokens.message(1, 36))));
        smb1.userId = 0x801;
        talk.server(smb1.answer(1, Smb1Messages.MORE_PROCESSING, smb1.sessionSetupAnswer(challenge("SRV"))));
        talk.client(smb1.request(2, smb1.sessionSetup(NtlmTokens.authenticate("", "user", ""))));
        talk.server(smb1.answer(2, smb1.sessionSetupAnswer(new byte[0])));
        connect();
        assertEquals("user", talk.sink.session.userName());
        assertEquals("SRV", talk.sink.session.serverName());
    }

    @Test
    void aBlobLongerThanItsMessageIsNoted() {
        byte[] message = smb1.request(1, smb1.sessionSetup(new byte[4]));
        message[32 + 1 + 14] = 99;
        talk.client(message);
        byte[] plain = smb1.request(2, smb1.sessionSetup("user", "DOM"));
        plain[32 + 1 + 15] = 99;
        talk.client(plain);
        assertEquals(2, talk.noted(Anomaly.SMB1_FIELD_BEYOND_MESSAGE));
    }

    @Test
    void theOldTreeConnectNamesItsShare() {
        byte[] names = Smb1Messages.ascii("\u0004\\\\server\\old\0\u0004\0\u0004A:\0");
        talk.client(smb1.request(1, smb1.block(Smb1Commands.TREE_CONNECT, new byte[0], names)));
        byte[] words = {0, 0x40, 0x22, 0x01};
        talk.server(smb1.answer(1, smb1.block(Smb1Commands.TREE_CONNECT, words)));
        smb1.treeId = 0x122;
        talk.client(smb1.request(2, smb1.create("a"))).server(smb1.answer(2, smb1.createAnswer(9, 2, 0, 0)));
        assertEquals("smb seen\ntree \\\\server\\old DISK\nopen old a CREATED", talk.calls());
    }

    @Test
    void sharesOfPrintersHoldNoFiles() {
        talk.client(smb1.request(1, smb1.treeConnect("\\\\server\\printer")));
        talk.server(smb1.answer(1, smb1.treeConnectAnswer("LPT1:")));
        talk.client(smb1.request(2, smb1.create("a"))).server(smb1.answer(2, smb1.createAnswer(9, 2, 0, 0)));
        assertEquals("smb seen\ntree \\\\server\\printer PRINT", talk.calls());
    }

    @Test
    void disconnectingTheTreeEndsItsOpens() {
        connect();
        open();
        talk.client(smb1.request(4, smb1.empty(Smb1Commands.TREE_DISCONNECT)));
        talk.server(smb1.answer(4, smb1.empty(Smb1Commands.TREE_DISCONNECT)));
        assertEquals("close a false -1", talk.calls());
    }

    @Test
    void loggingOffEndsWhatIsOpen() {
        connect();
        open();
        talk.client(smb1.request(4, smb1.empty(Smb1Commands.LOGOFF_ANDX)));
        talk.server(smb1.answer(4, smb1.block(Smb1Commands.LOGOFF_ANDX, new byte[4])));
        assertEquals("close a false -1", talk.calls());
    }

    @Test
    void theSameUidOnAnotherConnectionIsAnotherSession() {
        connect();
        open();
        talk.on(2).client(smb1.request(3, smb1.close(9))).server(smb1.answer(3, smb1.empty(Smb1Commands.CLOSE)));
        assertEquals("smb seen", talk.calls());
    }

    @Test
    void anOplockAskedBackIsNothing() {
        connect();
        talk.server(smb1.request(0xFFFF, smb1.empty(Smb1Commands.LOCKING_ANDX)));
        assertEquals("", talk.calls());
        assertEquals(0, talk.noted(Anomaly.SMB1_WRONG_DIRECTION));
    }

    @Test
    void messagesInTheWrongDirectionAreNoted() {
        talk.server(smb1.request(1, smb1.create("a"))).client(smb1.answer(1, smb1.createAnswer(9, 2, 0, 0)));
        assertEquals("smb seen", talk.calls());
        assertEquals(2, talk.noted(Anomaly.SMB1_WRONG_DIRECTION));
    }

    @Test
    void commandsThatDoNotExistAreNoted() {
        talk.client(smb1.request(1, smb1.empty(0xEE)));
        assertEquals(1, talk.noted(Anomaly.SMB1_COMMAND_UNKNOWN));
        assertEquals(1, talk.ledger.of(Count.SMB_MESSAGES));
        assertEquals(1, talk.ledger.messages(false, 0xEE, false));
    }

    @Test
    void anAnswerOfAnotherCommandIsNoted() {
        connect();
        talk.client(smb1.request(3, smb1.create("a"))).server(smb1.answer(3, smb1.writeAnswer(2)));
        assertEquals("", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB1_ANSWER_MISMATCHED));
    }

    @Test
    void theDialectIsNotTakenFromANegotiateThatSmb2MayAnswer() {
        talk.client(smb1.request(0, smb1.empty(Smb1Commands.NEGOTIATE)));
        talk.server(talk.smb2.negotiateAnswer(0x02FF, 1 << 16), talk.smb2.negotiateAnswer(0x0210, 1 << 16));
        talk.client(talk.smb2.treeConnect(1, "\\\\server\\share")).server(talk.smb2.treeConnectAnswer(1, 1));
        assertEquals("2.1", talk.sink.session.dialect());
    }

    private void connect() {
        talk.client(smb1.request(2, smb1.treeConnect("\\\\server\\share")));
        talk.server(smb1.answer(2, smb1.treeConnectAnswer("A:"))).quiet();
    }

    private void open() {
        talk.client(smb1.request(3, smb1.create("a")))
                .server(smb1.answer(3, smb1.createAnswer(9, 2, 0, 0)))
                .quiet();
    }

    private static byte[] challenge(String server) {
        byte[] name = server.getBytes(StandardCharsets.UTF_16LE);
        byte[] token = NtlmTokens.message(2, 48 + 4 + name.length + 4);
        ByteBuffer.wrap(token)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(40, (short) (name.length + 8))
                .putInt(44, 48)
                .putShort(48, (short) 1)
                .putShort(50, (short) name.length)
                .put(52, name);
        return token;
    }
}
