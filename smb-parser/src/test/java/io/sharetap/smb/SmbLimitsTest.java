package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import io.sharetap.tcp.EndReason;
import io.sharetap.tcp.LimitsWith;
import io.sharetap.tcp.Side;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SmbLimitsTest {
    private static Talk with(String limit, int value) {
        return new Talk(LimitsWith.changed(Map.of(limit, value)));
    }

    @Test
    void theOpenUnusedForLongestGoesFirst() {
        Talk talk =
                with("opensMax", 3).connected().opened(9, "a").opened(10, "b").opened(11, "c");
        talk.client(talk.smb2.write(2, 9, 0, "x"))
                .server(talk.smb2.writeAnswer(2, 1))
                .quiet();
        talk.client(talk.smb2.create(3, "d")).server(talk.smb2.createAnswer(3, 12, 2, 0));
        assertEquals("close b false -1\nblind EVICTED\nopen share d CREATED", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB_OPENS_FULL));
    }

    @Test
    void anOpenWithAWriteUnderWayStays() {
        Talk talk = with("opensMax", 2).connected().opened(9, "a");
        talk.client(talk.smb2.write(2, 9, 0, "x")).opened(10, "b");
        talk.client(talk.smb2.create(3, "c")).server(talk.smb2.createAnswer(3, 12, 2, 0));
        assertEquals("close b false -1\nblind EVICTED\nopen share c CREATED", talk.calls());
    }

    @Test
    void oneThousandOneHundredOpensBeforeTheWriteLoseNoName() {
        Talk talk = new Talk().connected();
        for (int i = 0; i < 1_100; i++) {
            talk.opened(100 + i, "file" + i);
        }
        talk.client(talk.smb2.write(2, 100, 0, "x"));
        assertEquals("write file0 @0 +1\ndata x", talk.calls());
    }

    @Test
    void theSessionUnusedForLongestGoesFirst() {
        Talk talk = with("sessionsMax", 2).connected().opened(9, "a");
        talk.smb2.in(0x52, 7);
        talk.opened(10, "b");
        talk.smb2.in(0x53, 7);
        talk.client(talk.smb2.create(3, "c")).server(talk.smb2.createAnswer(3, 11, 2, 0));
        assertEquals("close a false -1\nblind EVICTED\nopen ? c CREATED", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB_SESSIONS_FULL));
    }

    @Test
    void theTreeUnusedForLongestGoesFirst() {
        Talk talk = with("treesMax", 2).connected().opened(9, "a");
        talk.smb2.in(0x51, 8);
        talk.opened(10, "b");
        talk.smb2.in(0x51, 9);
        talk.client(talk.smb2.create(3, "c")).server(talk.smb2.createAnswer(3, 11, 2, 0));
        assertEquals("close a false -1\nblind EVICTED\nopen ? c CREATED", talk.calls());
        assertEquals(1, talk.noted(Anomaly.SMB_TREES_FULL));
    }

    @Test
    void ofTooManyWaitingRequestsTheOldestIsGivenUp() {
        Talk talk = with("pendingPerConnectionMax", 2).connected().opened(9, "a");
        for (int i = 0; i < 3; i++) {
            talk.client(talk.smb2.write(2 + i, 9, i, "x"));
        }
        assertTrue(talk.calls().contains("answer a @0 UNSEEN 1\nwrite a @2 +1"));
        assertEquals(1, talk.noted(Anomaly.SMB_PENDING_FULL));
    }

    @Test
    void ofTooManyWaitingRequestsOfAllConnectionsTheOldestIsGivenUp() {
        Talk talk = with("pendingMax", 2).connected().opened(9, "a");
        talk.client(talk.smb2.write(2, 9, 0, "x")).on(2).server(talk.smb2.negotiateAnswer(0x0210, 1));
        talk.client(talk.smb2.write(2, 9, 1, "y"), talk.smb2.write(3, 9, 2, "z"));
        assertTrue(talk.calls().contains("answer a @0 UNSEEN 1\nwrite a @2 +1"));
    }

    @Test
    void ofTooManyAnswersWithoutRequestTheOldestIsDropped() {
        Talk talk = with("parkedAnswersMax", 2).connected().opened(9, "a");
        talk.server(talk.smb2.writeAnswer(2, 1), talk.smb2.writeAnswer(3, 1), talk.smb2.writeAnswer(4, 1));
        assertEquals(1, talk.noted(Anomaly.SMB_PARKED_FULL));
        assertEquals(1, talk.noted(Anomaly.SMB_ANSWER_WITHOUT_REQUEST));
        talk.later(121).client(talk.smb2.request(0x0D, 5, new byte[4]));
        assertEquals(3, talk.noted(Anomaly.SMB_ANSWER_WITHOUT_REQUEST));
    }

    @Test
    void headsBeyondTheLimitArePassedOver() {
        Talk talk = with("gatherBytesMax", 100).connected().opened(9, "a");
        talk.client(talk.smb2.write(2, 9, 0, "x"));
        assertEquals("", talk.calls());
        assertTrue(talk.noted(Anomaly.SMB_HEAD_TOO_LONG) >= 1);
    }

    @Test
    void cutHeadsShareTheirMemory() {
        Talk talk = with("gatherBytesInAllMax", 1_536).connected().opened(9, "a");
        byte[] write = talk.smb2.write(2, 9, 0, "x");
        for (int connection = 2; connection <= 4; connection++) {
            talk.on(connection).begin(Side.CLIENT, write.length).piece(Side.CLIENT, write, 0, 30);
        }
        assertEquals(1, talk.noted(Anomaly.SMB_GATHER_MEMORY_FULL));
        talk.on(2)
                .piece(Side.CLIENT, write, 30, write.length - 30)
                .on(3)
                .end(EndReason.IDLE)
                .quiet();
        talk.on(5).begin(Side.CLIENT, write.length).piece(Side.CLIENT, write, 0, 30);
        assertEquals(1, talk.noted(Anomaly.SMB_GATHER_MEMORY_FULL));
    }

    @Test
    void moreConnectionsThanAreRememberedAreNoted() {
        Talk talk = new Talk().connected().opened(9, "a");
        for (int connection = 2; connection <= 64; connection++) {
            talk.on(connection).client(talk.smb2.write(connection, 9, 0, "x"));
        }
        assertEquals(0, talk.noted(Anomaly.SMB_CHANNELS_FULL));
        talk.on(65).client(talk.smb2.write(65, 9, 0, "x"));
        assertTrue(talk.noted(Anomaly.SMB_CHANNELS_FULL) >= 1, "each message of a channel too many may note it");
    }
}
