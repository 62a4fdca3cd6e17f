package io.sharetap.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HexDigitsTest {
    @Test
    void writesBytesAsTheLibraryDoes() {
        byte[] all = new byte[256];
        for (int value = 0; value < all.length; value++) {
            all[value] = (byte) value;
        }
        assertEquals(HexFormat.of().formatHex(all), HexDigits.of(all));
        assertEquals("", HexDigits.of(new byte[0]));
    }

    @Test
    void writesNumbersAsTheLibraryDoes() {
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            long first = random.nextLong();
            long second = random.nextLong();
            HexFormat library = HexFormat.of();
            assertEquals(library.toHexDigits(first) + library.toHexDigits(second), HexDigits.of(first, second));
        }
    }
}
