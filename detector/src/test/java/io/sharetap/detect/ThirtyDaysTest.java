package io.sharetap.detect;

import static io.sharetap.score.Writes.NOON;
import static io.sharetap.score.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.alert.Alert;
import io.sharetap.alert.Suppression;
import io.sharetap.alert.Variation;
import io.sharetap.baseline.BaselineSettings;
import io.sharetap.baseline.ChronicleBaseline;
import io.sharetap.score.Score;
import io.sharetap.score.Writes;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The definitions over weeks, with the real baseline. */
class ThirtyDaysTest {
    private static final long DAY = 86_400_000_000_000L;

    private final RecordingSink sink = new RecordingSink();
    private final ChronicleBaseline baseline = ChronicleBaseline.inMemory(
            BaselineSettings.defaults().withCapacity(new BaselineSettings.Capacity(4_096, 4_096, 4_096, 4_096, 4_096)));
    private final RareWriteDetector detector = new RareWriteDetector(DetectorSettings.defaults(), baseline, sink);
    private long position;

    @AfterEach
    void close() {
        baseline.close();
    }

    private static long day(int number) {
        return NOON + number * DAY;
    }

    private void see(int day, Writes write) {
        position++;
        detector.onEvent(write.at(day(day) + position).position(position).build());
    }

    /** Documents are written: SMB is seen, and nothing else is. */
    private void quietDays(int from, int to) {
        for (int day = from; day <= to; day++) {
            see(day, write().document());
        }
    }

    private Alert last() {
        return sink.alerts.get(sink.alerts.size() - 1);
    }

    private List<String> lastReasons() {
        return last().score().reasons().stream().map(Score.Reason::id).toList();
    }

    @Test
    void thirteenObservedDaysRaiseNothingAndFourteenDo() {
        quietDays(0, 12);
        see(13, write());
        assertEquals(0, sink.alerts.size());
        assertEquals(1, detector.counts().alerts().suppressed().get(Suppression.ACTIVATION));
        see(14, write().to("10.0.0.3"));
        assertEquals(1, sink.alerts.size());
    }

    @Test
    void aSensorThatWasOffStaysActiveDownToSevenObservedDays() {
        quietDays(0, 14);
        see(37, write());
        assertEquals(1, sink.alerts.size(), "days 7 to 14 and no other are in the window");
        see(40, write().to("10.0.0.3"));
        assertEquals(1, sink.alerts.size(), "days 10 to 14 and 37 are six");
    }

    @Test
    void aHostThatGotAProgram30DaysAgoIsKnownAnd31DaysAgoIsNot() {
        quietDays(0, 19);
        see(20, write());
        quietDays(21, 49);
        see(50, write().content("other"));
        assertFalse(lastReasons().contains("new_pair"));
        quietDays(51, 80);
        see(81, write().content("third"));
        assertTrue(lastReasons().contains("new_pair"));
        assertTrue(lastReasons().contains("never_received_executables"));
    }

    @Test
    void whatHappensTodayBecomesHistoryTomorrow() {
        quietDays(0, 19);
        for (int i = 0; i < 100; i++) {
            see(20, write().content("spray").to("10.0.5." + i).on("public", "spray.exe"));
        }
        see(20, write().content("spray").to("10.0.6.1").by("10.0.0.99").on("public", "spray.exe"));
        assertEquals(0, last().rarity().executable().destinations());
        see(21, write().content("spray").to("10.0.6.2").by("10.0.0.98").on("public", "spray.exe"));
        see(21, write().content("new").to("10.0.6.2").by("10.0.0.98").on("public", "new.exe"));
        assertEquals(101, last().rarity().executable().knownDestinations());
    }

    @Test
    void aBuildShareIsUsedToNewProgramsAfterThreeDaysAndItsAdminShareIsNot() {
        quietDays(0, 19);
        for (int day = 20; day < 23; day++) {
            see(day, write().on("builds", "nightly.exe").content("build " + day));
        }
        int before = sink.alerts.size();
        see(23, write().on("builds", "nightly.exe").content("build 23"));
        assertEquals(before, sink.alerts.size());
        see(23, write().on("ADMIN$", "nightly.exe").content("build 24"));
        assertEquals(before + 1, sink.alerts.size());
        assertEquals("runs", last().rarity().destination().kind());
    }

    @Test
    void softwarePushedToEverybodyLeavesNoTraceOfSimilarActivity() {
        for (int day = 0; day < 6; day++) {
            for (int host = 0; host < 30; host++) {
                see(
                        day,
                        write().by("10.9.9.9")
                                .to("10.0.5." + host)
                                .on("ADMIN$", "ccmcache\\p.exe")
                                .content("p" + day));
            }
        }
        quietDays(6, 25);
        see(
                26,
                write().by("10.0.0.66")
                        .to("10.0.5.7")
                        .on("ADMIN$", "kqzvbnmw.exe")
                        .content("evil"));
        assertEquals(0, last().rarity().destination().similarDays());
        assertEquals(Variation.HIGHLY_SUSPICIOUS_DESTINATION, last().variation());
        assertEquals(70, last().score().total());
    }

    @Test
    void aDistributorIsOneAfterAWeekAndOnlyInItsPlace() {
        quietDays(0, 19);
        for (int day : new int[] {20, 27}) {
            for (int host = 0; host < 12; host++) {
                see(
                        day,
                        write().by("10.9.9.9")
                                .to("10.0.5." + host)
                                .on("ADMIN$", "ccmcache\\p.exe")
                                .content("p" + day));
            }
        }
        int before = sink.alerts.size();
        for (int host = 0; host < 12; host++) {
            see(
                    28,
                    write().by("10.9.9.9")
                            .to("10.0.5." + host)
                            .on("ADMIN$", "ccmcache\\q.exe")
                            .content("q"));
        }
        assertEquals(before, sink.alerts.size());
        assertEquals(12, detector.counts().alerts().suppressed().get(Suppression.DISTRIBUTOR));
        see(28, write().by("10.9.9.9").to("10.0.5.1").on("C$", "Tools\\q.exe").content("r"));
        assertEquals(before + 1, sink.alerts.size());
    }

    @Test
    void aWormDoesNotBecomeCommonBySpreading() {
        quietDays(0, 19);
        for (int host = 0; host < 60; host++) {
            see(
                    20,
                    write().by("10.0.5." + host)
                            .to("10.0.5." + (host + 1))
                            .on("ADMIN$", "worm.exe")
                            .content("worm"));
        }
        see(21, write().by("10.0.5.60").to("10.0.5.61").on("ADMIN$", "worm.exe").content("worm"));
        assertTrue(last().rarity().executable().heldUncommon());
        assertTrue(last().score().executableUncommon());
        assertEquals(21, (last().epochNanos() - NOON) / DAY);
    }
}
