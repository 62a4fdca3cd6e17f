package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.tcp.EndReason;
import org.junit.jupiter.api.Test;

class OneSidedTest {
    private final Talk talk = new Talk();
    private final Smb2Messages smb2 = talk.smb2;

    @Test
    void theOneUnansweredCreateLendsItsPath() {
        talk.client(smb2.create(2, "a"), smb2.write(3, 9, 0, "x"), smb2.close(4, 9))
                .end(EndReason.FINISHED);
        assertEquals("""
                smb seen
                open ? a UNANSWERED
                write a @0 +1
                data x
                answer a @0 UNSEEN 1
                close a true -1
                blind ONE_SIDED""", talk.calls());
        assertTrue(talk.sink.opens.get(0).createSeen());
    }

    @Test
    void ofSeveralUnansweredCreatesNoneLendsItsPath() {
        talk.client(smb2.create(2, "a"), smb2.create(3, "b"), smb2.write(4, 9, 0, "x"), smb2.write(5, 10, 0, "y"));
        talk.client(smb2.create(6, "c"), smb2.write(7, 11, 0, "z"));
        assertNull(talk.sink.opens.get(0).path());
        assertNull(talk.sink.opens.get(1).path());
        assertEquals("c", talk.sink.opens.get(2).path());
    }

    @Test
    void aPathThatWasLentInErrorIsTakenBack() {
        talk.client(smb2.create(2, "a"), smb2.write(3, 9, 0, "x")).server(smb2.createAnswer(2, 10, 2, 0));
        talk.quiet().client(smb2.write(4, 9, 1, "y"), smb2.write(5, 10, 0, "z"));
        assertEquals("write null @1 +1\ndata y\nwrite a @0 +1\ndata z", talk.calls());
    }

    @Test
    void aPathThatWasLentRightlyIsConfirmed() {
        talk.client(smb2.create(2, "a"), smb2.write(3, 9, 0, "x")).quiet();
        talk.server(smb2.createAnswer(2, 9, 2, 0), smb2.writeAnswer(3, 1));
        assertEquals("openAnswer a true\nanswer a @0 CONFIRMED 1", talk.calls());
    }

    @Test
    void manyWritesWithoutAnyAnswerDoNotWait() {
        talk.client(smb2.create(2, "a"));
        for (int i = 0; i < 100; i++) {
            talk.client(smb2.write(3 + i, 9, i, "x"));
        }
        String calls = talk.calls();
        assertTrue(calls.contains("blind ONE_SIDED"), calls);
        assertTrue(calls.endsWith("write a @99 +1\ndata x"), calls);
        assertTrue(calls.contains("answer a @60 UNSEEN 1"), calls);
    }

    @Test
    void answersWithoutAnyRequestMakeTheSessionOneSided() {
        for (int i = 0; i < 40; i++) {
            talk.server(smb2.writeAnswer(i, 1));
        }
        assertEquals("smb seen\nblind ONE_SIDED", talk.calls());
    }

    @Test
    void fewAnswersWithoutRequestAreReportedAtTheEnd() {
        talk.server(smb2.writeAnswer(1, 1)).end(EndReason.FINISHED);
        assertEquals("smb seen\nblind ONE_SIDED", talk.calls());
    }

    @Test
    void theOneUnansweredTreeConnectLendsItsShare() {
        talk.client(smb2.treeConnect(1, "\\\\server\\share"), smb2.create(2, "a"), smb2.write(3, 9, 0, "x"));
        assertEquals("smb seen\nopen share a UNANSWERED\nwrite a @0 +1\ndata x", talk.calls());
    }

    @Test
    void ofSeveralUnansweredTreeConnectsNoneLendsItsShare() {
        talk.client(smb2.treeConnect(1, "\\\\server\\IPC$"), smb2.treeConnect(2, "\\\\server\\share"));
        talk.client(smb2.create(3, "a"), smb2.write(4, 9, 0, "x"));
        assertEquals("smb seen\nopen ? a UNANSWERED\nwrite a @0 +1\ndata x", talk.calls());
    }

    @Test
    void writesBehindAnUnansweredCloseGoWithIt() {
        talk.client(smb2.create(2, "a"), smb2.close(3, 9));
        for (int i = 0; i < 40; i++) {
            talk.client(smb2.write(4 + i, 9, i, "x"));
        }
        String calls = talk.calls();
        assertTrue(calls.contains("answer a @29 UNSEEN 1\nclose a true -1\nopen ? null UNANSWERED"), calls);
    }

    @Test
    void headsThatAreLostWithoutExceptionMakeTheConnectionBlind() {
        byte[] create = talk.smb2.create(3, "a.exe");
        talk.clientWithGap(create, 38, create.length - 38).end(EndReason.FINISHED);
        assertEquals("smb seen\nblind DESYNCHRONISED", talk.calls());
    }

    @Test
    void aLostHeadAmongOthersDoesNot() {
        byte[] create = talk.connected().smb2.create(3, "a.exe");
        talk.clientWithGap(create, 38, create.length - 38).end(EndReason.FINISHED);
        assertEquals("", talk.calls());
    }
}
