package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Limits;
import io.sharetap.tcp.LimitsWith;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Smb1ChainTest {
    private final Talk talk = new Talk();
    private final Smb1Messages smb1 = new Smb1Messages();

    private void connect(Talk with) {
        with.client(smb1.request(1, smb1.treeConnect("\\\\server\\share")));
        with.server(smb1.answer(1, smb1.treeConnectAnswer("A:"))).quiet();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 31, 34, 1_000})
    void aLogonAndATreeConnectInOneMessageAreBoth(int pieceBytes) {
        smb1.userId = 0;
        talk.inPiecesOf(pieceBytes);
        talk.client(smb1.request(1, smb1.sessionSetup("user", "DOM"), smb1.treeConnect("\\\\server\\C$")));
        smb1.userId = 0x800;
        talk.server(
                smb1.answer(1, smb1.block(Smb1Commands.SESSION_SETUP_ANDX, new byte[6]), smb1.treeConnectAnswer("A:")));
        assertEquals("smb seen\ntree \\\\server\\C$ DISK", talk.calls());
        assertEquals("user", talk.sink.session.userName());
        assertEquals("DOM", talk.sink.session.userDomain());
        assertEquals(0x800, talk.sink.session.sessionId());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 33, 1_000})
    void aWriteBehindItsCreateInOneMessageIsOfItsOpen(int pieceBytes) {
        connect(talk);
        talk.inPiecesOf(pieceBytes);
        talk.client(smb1.request(2, smb1.create("\\a"), write("MZ")));
        talk.server(smb1.answer(2, smb1.createAnswer(9, 2, 0, 0), smb1.writeAnswer(2)));
        assertEquals("""
                open share a UNANSWERED
                write a @0 +2
                data MZ
                openAnswer a true
                answer a @0 CONFIRMED 2""", talk.calls());
    }

    @Test
    void whatComesBehindARefusedCommandIsRefused() {
        connect(talk);
        talk.client(smb1.request(2, smb1.create("\\a"), write("MZ"))).quiet();
        talk.server(smb1.refusal(Smb1Commands.NT_CREATE_ANDX, 2, Smb1Messages.ACCESS_DENIED));
        assertEquals("openAnswer a false\nanswer a @0 REFUSED 0\nclose a false -1", talk.calls());
    }

    @Test
    void onlyTheLastOfAChainIsRefusedByItsStatus() {
        connect(talk);
        talk.client(smb1.request(2, smb1.create("\\a"), write("MZ"))).quiet();
        Smb1Messages.Block refused = smb1.block(Smb1Commands.WRITE_ANDX, new byte[0]);
        talk.server(smb1.answer(2, Smb1Messages.ACCESS_DENIED, smb1.createAnswer(9, 2, 0, 0), refused));
        assertEquals("openAnswer a true\nanswer a @0 REFUSED 0", talk.calls());
    }

    @Test
    void aReadBehindAnOpenIsPassedOver() {
        connect(talk);
        Smb1Messages.Block read = smb1.block(Smb1Commands.READ_ANDX, new byte[20]);
        talk.client(smb1.request(2, smb1.create("\\a"), read));
        Smb1Messages.Block data = smb1.block(Smb1Commands.READ_ANDX, new byte[24], Smb1Messages.ascii("\u00FFSMBdata"));
        talk.server(smb1.answer(2, smb1.createAnswer(9, 1, 8, 0), data));
        assertEquals("open share a OPENED", talk.calls());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 32, 33, 60, 2_000})
    void anOffsetThatLeadsNowhereEndsTheChain(int offset) {
        connect(talk);
        byte[] message = smb1.request(2, smb1.create("\\a"), write("MZ"));
        message[32 + 1 + 2] = (byte) offset;
        message[32 + 1 + 3] = (byte) (offset >>> 8);
        talk.client(message).server(smb1.answer(2, smb1.createAnswer(9, 2, 0, 0)));
        assertEquals("open share a CREATED", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB1_ANDX_INVALID));
    }

    @Test
    void aChainThatIsTooLongIsCut() {
        Talk small = new Talk(LimitsWith.changed(Map.of("compoundUnitsMax", 3)));
        connect(small);
        Smb1Messages.Block lock = smb1.empty(Smb1Commands.LOCKING_ANDX);
        small.client(smb1.request(2, lock, lock, lock, smb1.create("\\a")));
        assertEquals(1, small.noted(Anomaly.SMB1_ANDX_TOO_LONG));
    }

    @Test
    void aLongChainIsReadToItsEnd() {
        connect(talk);
        Smb1Messages.Block[] chain = new Smb1Messages.Block[500];
        Arrays.fill(chain, smb1.empty(Smb1Commands.LOCKING_ANDX));
        chain[499] = smb1.create("\\a");
        Smb1Messages.Block[] answers = chain.clone();
        answers[499] = smb1.createAnswer(9, 2, 0, 0);
        talk.client(smb1.request(2, chain)).server(smb1.answer(2, answers));
        assertEquals("open share a CREATED", talk.calls());
        assertEquals(0, talk.noted(Anomaly.SMB1_ANDX_TOO_LONG));
        assertEquals(1_024, Limits.defaults().compoundUnitsMax());
    }

    /** A write to the FID of the create in front of it, which counts its data from the message's start. */
    private Smb1Messages.Block write(String data) {
        byte[] words = smb1.write(Smb1Unit.FID_OF_CHAIN, 0, data).words();
        return new Smb1Messages.Block(Smb1Commands.WRITE_ANDX, words, at -> {
            words[22] = (byte) at;
            words[23] = (byte) (at >>> 8);
            return Smb1Messages.ascii(data);
        });
    }

    @Test
    void aCreateBehindItsTreeConnectIsInThatTree() {
        smb1.userId = 0;
        smb1.treeId = 0;
        talk.client(smb1.request(
                1,
                smb1.sessionSetup("user", "DOM"),
                smb1.treeConnect("\\\\server\\share"),
                smb1.create("a"),
                write("abc")));
        smb1.userId = 0x800;
        smb1.treeId = 9;
        talk.server(smb1.answer(
                1,
                smb1.block(Smb1Commands.SESSION_SETUP_ANDX, new byte[6]),
                smb1.treeConnectAnswer("A:"),
                smb1.createAnswer(4, 2, 0, 0),
                smb1.writeAnswer(3)));
        assertEquals("""
                smb seen
                open share a UNANSWERED
                write a @0 +3
                data abc
                tree \\\\server\\share DISK
                openAnswer a true
                answer a @0 CONFIRMED 3""", talk.calls());
        assertEquals("user", talk.sink.session.userName());
        talk.client(smb1.request(2, smb1.create("b"))).server(smb1.answer(2, smb1.createAnswer(5, 2, 0, 0)));
        assertEquals("open share b CREATED", talk.calls());
    }
}
