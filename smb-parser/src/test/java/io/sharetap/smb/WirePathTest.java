package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WirePathTest {
    /** The short way for characters below 256 gives what the decoder gives. */
    @Test
    void aTextIsWhatTheDecoderMakesOfIt() {
        char[] characters = {'a', 'Z', '\\', '\u00e9', '\u00ff', '\u0100', '\u20ac', '\ud83d', '\ude00', '\0'};
        Random random = new Random(1);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            int kinds = 1 + random.nextInt(characters.length);
            for (int left = random.nextInt(12); left > 0; left--) {
                text.append(characters[random.nextInt(kinds)]);
            }
            byte[] wire = new byte[2 * text.length() + random.nextInt(2)];
            for (int i = 0; i < text.length(); i++) {
                wire[2 * i] = (byte) text.charAt(i);
                wire[2 * i + 1] = (byte) (text.charAt(i) >>> 8);
            }
            String decoded = new String(wire, 0, wire.length & ~1, StandardCharsets.UTF_16LE);
            int end = decoded.indexOf('\0');
            ByteWindow window = new ByteWindow();
            window.wrap(Unpooled.wrappedBuffer(wire), 0, wire.length);
            assertEquals(end < 0 ? decoded : decoded.substring(0, end), WirePath.text(window, 0, wire.length));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a\\b.exe, a\\b.exe",
        "\\a\\b.exe, a\\b.exe",
        "a/b.exe, a\\b.exe",
        "a\\\\b.exe, a\\b.exe",
        "a\\..\\b.exe, b.exe",
        "a\\x\\..\\..\\b.exe, b.exe",
        "..\\..\\b.exe, b.exe",
        "a..b\\c..exe, a..b\\c..exe",
        "a\\b.exe::$DATA, a\\b.exe",
        "a\\b.txt:s:$data, a\\b.txt:s",
        "a.txt:$DATA:$DATA, a.txt:$DATA"
    })
    void whatNamesOneFileHasOneSpelling(String wire, String path) {
        assertEquals(path, WirePath.insideShare(wire));
    }

    @Test
    void aRenameMovesWhatItNamesAndWhatLiesBelow() {
        assertEquals("new", WirePath.moved("OLD", "old", "new"));
        assertEquals("new\\a\\b", WirePath.moved("old\\a\\b", "old", "new"));
        assertEquals("new:s", WirePath.moved("old:s", "old", "new"));
        assertNull(WirePath.moved("older", "old", "new"));
        assertNull(WirePath.moved("x\\old", "old", "new"));
    }
}
