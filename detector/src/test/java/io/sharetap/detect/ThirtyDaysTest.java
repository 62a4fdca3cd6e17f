package io.sharetap.detect;

import static io.sharetap.score.Writes.NOON;
import static io.sharetap.score.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.alert.Suppression;
import io.sharetap.alert.Variation;
import org.junit.jupiter.api.Test;

/** The definitions over weeks, with the real baseline. */
class ThirtyDaysTest extends SeenDays {
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
        push("ADMIN$", "ccmcache\\p.exe", 30, 0, 1, 2, 3, 4, 5);
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
        push("ADMIN$", "ccmcache\\p.exe", 12, 20, 27);
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
