package io.sharetap.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
        LineReader reader = new LineReader(bytes("x".repeat(1_000_000) + "\nshort\n"), 200_000);
        assertTrue(reader.next());
        assertTrue(reader.tooLong());
        assertTrue(reader.next());
        assertFalse(reader.tooLong());
        assertEquals("short", reader.line());
        assertEquals(2, reader.number());
        assertFalse(reader.next());
    }

    private static List<String> lines(String text) throws IOException {
        LineReader reader = new LineReader(bytes(text), 200_000);
        List<String> lines = new ArrayList<>();
        while (reader.next()) {
            lines.add(reader.line());
        }
        return lines;
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void goesOnWhereAnotherReaderOfTheSameInputWas() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 3_000; i++) {
            text.append("line ")
                    .append(i)
                    .append(" \u00e4\u20ac ")
                    .append("x".repeat(i % 90))
                    .append('\n');
        }
        for (int stop : new int[] {1, 2, 40, 900, 2_999, 3_000}) {
            LineReader first = new LineReader(bytes(text.toString()), 200_000);
            for (int i = 0; i < stop; i++) {
                assertTrue(first.next());
            }
            LineReader second = new LineReader(bytes(text.toString()), 200_000);
            assertTrue(second.isOf(first.mark()));
            second.goTo(first.mark());
            assertEquals(first.next(), second.next());
            assertEquals(first.line(), second.line());
            assertEquals(first.number(), second.number());
            assertArrayEquals(first.mark().head(), second.mark().head());
            assertEquals(first.mark().bytes(), second.mark().bytes());
        }
    }

    @Test
    void recognisesAnotherInputByItsFirstBytesAndLosesNoneOfIt() throws IOException {
        LineReader first = new LineReader(bytes("one\ntwo\n"), 200_000);
        assertTrue(first.next());
        LineReader other = new LineReader(bytes("onf\ntwo\n"), 200_000);
        assertFalse(other.isOf(first.mark()));
        assertTrue(other.next());
        assertEquals("onf", other.line());
        assertFalse(new LineReader(bytes("on"), 200_000).isOf(first.mark()));
    }

    @Test
    void saysWhereAnInputThatLostItsEndWasReadTo() throws IOException {
        String text = "line\n".repeat(30_000);
        LineReader first = new LineReader(bytes(text), 200_000);
        for (int i = 0; i < 30_000; i++) {
            first.next();
        }
        LineReader shorter = new LineReader(bytes(text.substring(0, 100_000)), 200_000);
        assertTrue(shorter.isOf(first.mark()));
        assertEquals(
                "it ends before line 30000, to which the run before had read it",
                assertThrows(IOException.class, () -> shorter.goTo(first.mark()))
                        .getMessage());
    }
}
