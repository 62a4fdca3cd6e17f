package io.sharetap.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SharesTest {
    private final Shares shares = new Shares(160);
    private final Share one = new Share();
    private final Share other = new Share();

    @Test
    void nobodyIsLargestBelowASixteenth() {
        shares.add(one, 10);
        assertNull(shares.largest());
        shares.add(one, 1);
        assertSame(one, shares.largest());
        shares.add(one, -1);
        assertNull(shares.largest());
    }

    @Test
    void theLastQuarterIsForThoseWhoTakeLittle() {
        shares.add(one, 120);
        assertFalse(shares.hasRoomFor(one, 1));
        assertTrue(shares.hasRoomFor(other, 10));
        assertFalse(shares.hasRoomFor(other, 11));
    }

    @Test
    void findsTheLargestOfMany() {
        long seed = 5;
        Random random = new Random(seed);
        Share[] all = new Share[100];
        for (int i = 0; i < all.length; i++) {
            all[i] = new Share();
        }
        for (int step = 0; step < 20_000; step++) {
            Share share = all[random.nextInt(all.length)];
            shares.add(share, Math.max(-share.taken(), random.nextInt(13) - 6));
            long most = 0;
            long taken = 0;
            for (Share each : all) {
                most = Math.max(most, each.taken());
                taken += each.taken();
            }
            long found = shares.largest() == null ? 0 : shares.largest().taken();
            assertEquals(most > 10 ? most : 0, found, "seed " + seed + " step " + step);
            assertEquals(taken, shares.taken());
        }
    }
}
