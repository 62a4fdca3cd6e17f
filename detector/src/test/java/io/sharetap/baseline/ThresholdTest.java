package io.sharetap.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdTest {
    private final Threshold executable = BaselineSettings.defaults().executable();
    private final Threshold destination = BaselineSettings.defaults().destination();

    @ParameterizedTest
    @CsvSource({"20, 2", "100, 3", "1000, 7", "5000, 12", "100000, 31", "0, 2", "10, 2", "1023, 8"})
    void anExecutableIsCommonFrom(long known, long destinations) {
        assertEquals(destinations, executable.commonFrom(known));
        assertTrue(executable.uncommon(destinations - 1, known));
    }

    @ParameterizedTest
    @CsvSource({"2, 30, 0.680", "3, 30, 0.596", "0, 30, 1", "30, 30, 0", "31, 30, 0", "0, 0, 1"})
    void theRarityOfADestinationIs(long similar, long observed, double rarity) {
        assertEquals(rarity, destination.rarity(similar, observed), 0.0005);
    }

    @Test
    void atLeastFifteenObservedDaysAreTakenToBeThere() {
        assertEquals(destination.rarity(2, 15), destination.rarity(2, 1));
        assertTrue(destination.rarity(2, 15) < destination.rarity(2, 16));
        assertTrue(destination.uncommon(1, 14));
    }

    @Test
    void rarityFallsWithEverySightingAndRisesWithTheTotal() {
        for (long total = 0; total < 3_000; total += 7) {
            for (long seen = 0; seen < 100; seen++) {
                assertTrue(executable.rarity(seen, total) >= executable.rarity(seen + 1, total));
                assertTrue(executable.rarity(seen, total) <= executable.rarity(seen, total + 1));
            }
        }
    }
}
