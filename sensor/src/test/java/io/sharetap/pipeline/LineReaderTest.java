package io.sharetap.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    @Test
    void cutsAtLineEndsAndGivesTheLastLineWithoutOne() throws IOException {
        assertEquals(List.of("a", "", "b", "c"), lines("a\n\nb\nc"));
        assertEquals(List.of("a"), lines("a\n"));
        assertEquals(List.of(), lines(""));
    }

    @Test
    void joinsWhatIsReadInParts() throws IOException {
        String line = "x".repeat(100_000);
        assertEquals(List.of(line, "y"), lines(line + "\ny"));
    }

    @Test
    void keepsNothingOfALineThatIsTooLong() throws IOException {
        LineReader reader = new LineReader(new StringReader("x".repeat(1_000_000) + "\nshort\n"), 200_000);
        assertTrue(reader.next());
        assertTrue(reader.tooLong());
        assertTrue(reader.next());
        assertFalse(reader.tooLong());
        assertEquals("short", reader.line());
        assertEquals(2, reader.number());
        assertFalse(reader.next());
    }

    private static List<String> lines(String text) throws IOException {
        LineReader reader = new LineReader(new StringReader(text), 200_000);
        List<String> lines = new ArrayList<>();
        while (reader.next()) {
            lines.add(reader.line());
        }
        return lines;
    }
}
