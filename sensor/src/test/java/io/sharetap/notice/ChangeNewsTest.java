package io.sharetap.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeNewsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String DOWN = "is down";
    private static final String UP = "gives frames now";

    private final List<String> said = new ArrayList<>();
    private final ChangeNews news = new ChangeNews("eth1", said::add);

    /** A change each half second, from a second on and for so many. */
    private void flap(long fromSecond, long seconds) {
        for (long half = 0; half < 2 * seconds; half++) {
            news.onChange(half % 2 == 0 ? DOWN : UP, fromSecond * SECOND + half * SECOND / 2);
        }
    }

    @Test
    void saysEachChangeOfAnInterfaceThatSeldomChanges() {
        for (int minute = 0; minute < 100; minute++) {
            news.onTime(minute * 60L * SECOND);
            news.onChange(DOWN, minute * 60L * SECOND);
            news.onChange(UP, (minute * 60L + 5) * SECOND);
        }
        assertEquals(200, said.size());
        assertEquals("eth1: is down", said.get(0));
        assertEquals("eth1: gives frames now", said.get(199));
    }

    @Test
    void countsThoseOfOneThatFlapsByTheMinute() {
        flap(0, 60);
        assertEquals(List.of("eth1: is down", "eth1: gives frames now"), said.subList(0, 2));
        assertEquals(4, said.size(), said::toString);
        news.onTime(60 * SECOND);
        assertEquals("eth1: 116 more changes within a minute, the last: gives frames now", said.get(4));
        flap(60, 3_600);
        assertTrue(said.size() <= 5 + 60, said::toString);
        assertEquals(2 * 3_660, news.changes());
    }

    @Test
    void saysChangesAtOnceAgainAfterAQuietMinute() {
        flap(0, 10);
        news.onTime(60 * SECOND);
        assertEquals(5, said.size(), said::toString);
        news.onTime(120 * SECOND);
        news.onChange(DOWN, 121 * SECOND);
        assertEquals("eth1: is down", said.get(5));
    }

    /** Whoever reads the log sees in what state it was left. */
    @Test
    void saysWhatWasOnlyCountedAtTheEnd() {
        flap(0, 2);
        news.onChange(DOWN, 3 * SECOND);
        assertEquals(4, said.size(), said::toString);
        news.end();
        news.end();
        assertEquals(List.of("eth1: 1 more change within a minute, the last: is down"), said.subList(4, said.size()));
    }
}
