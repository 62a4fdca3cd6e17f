package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.tcp.Side;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Between which frames what an answer tells was done. */
class AnswerOrderTest {
    private static final int END_OF_FILE = 20;

    private final Talk talk = new Talk();
    private final Smb2Messages smb2 = talk.smb2;
    private long start;

    @BeforeEach
    void open() {
        talk.connected()
                .opened(9, "a")
                .on(2)
                .server(smb2.negotiateAnswer(0x0311, 1 << 20))
                .on(1)
                .quiet();
        start = talk.now.frameNumber();
    }

    @Test
    void itWasDoneBetweenRequestAndAnswer() {
        talk.client(setEnd(3))
                .on(2)
                .client(setEnd(3))
                .server(smb2.setInfoAnswer(3))
                .on(1);
        talk.server(smb2.setInfoAnswer(3));
        assertFrames("2 to 3", "1 to 4");
    }

    @Test
    void aWriteWasDoneBehindTheLastOfItsBytes() {
        byte[] write = smb2.write(3, 9, 0, "xyz");
        talk.begin(Side.CLIENT, write.length);
        talk.piece(Side.CLIENT, write, 0, write.length - 1);
        talk.now.set(talk.now.epochNanos(), talk.now.frameNumber() + 5);
        talk.piece(Side.CLIENT, write, write.length - 1, 1);
        talk.server(smb2.writeAnswer(3, 3));
        assertFrames("6 to 7");
    }

    @Test
    void onOneConnectionItWasDoneBehindWhatWasAnsweredBefore() {
        talk.client(setEnd(3), setEnd(4)).server(smb2.setInfoAnswer(4), smb2.setInfoAnswer(3));
        assertFrames("2 to 3", "3 to 4");
    }

    @Test
    void whereTheRequestCameBehindItsAnswerItWasDoneBehindTheAnswerBefore() {
        talk.client(setEnd(3)).server(smb2.setInfoAnswer(3));
        talk.on(2).client(setEnd(3)).on(1);
        talk.server(smb2.setInfoAnswer(4)).client(setEnd(4));
        assertFrames("1 to 2", "2 to 4");
    }

    @Test
    void anAnswerThatIsReportedBehindALaterOneOfItsConnectionWasNotGivenBeforeThat() {
        talk.client(setEnd(3), setEnd(4)).server(smb2.setInfoAnswer(3));
        talk.now.set(talk.now.epochNanos(), start);
        talk.server(smb2.setInfoAnswer(4));
        assertFrames("1 to 3", "3 to 3");
    }

    @Test
    void anOpenWasMadeBetweenRequestAndAnswer() {
        talk.client(smb2.create(3, "b")).on(2).client(setEnd(3)).on(1).server(smb2.createAnswer(3, 10, 2, 0));
        SmbOpen open = talk.sink.opens.get(talk.sink.opens.size() - 1);
        assertEquals(1, open.fromFrame() - start);
        assertEquals(3, open.firstFrame() - start);
    }

    @Test
    void anEndThatIsHeldBackIsReportedAsOfThen() {
        talk.client(smb2.close(3, 9)).server(smb2.closeAnswer(3, 1)).later(3).tick();
        assertEquals("close a true 1", talk.calls());
        assertFrames("1 to 2");
    }

    @Test
    void anEndThatIsHeldBackDoesNotComeBeforeAnOpenThatIsReportedLate() {
        talk.client(smb2.create(3, "a"));
        long before = talk.now.frameNumber();
        talk.on(2).client(smb2.close(3, 9)).server(smb2.closeAnswer(3, 1)).on(1);
        talk.now.set(talk.now.epochNanos(), before);
        talk.server(smb2.createAnswer(3, 10, 2, 0));
        assertEquals("open share a CREATED", talk.calls());
        talk.later(3).tick();
        assertEquals("close a true 1", talk.calls());
    }

    private byte[] setEnd(long messageId) {
        return smb2.setInfo(messageId, 9, END_OF_FILE, new byte[8]);
    }

    private void assertFrames(String... expected) {
        List<String> frames = new ArrayList<>();
        for (long[] of : talk.sink.doneFrames) {
            frames.add((of[0] - start) + " to " + (of[1] - start));
        }
        assertEquals(List.of(expected), frames);
    }
}
