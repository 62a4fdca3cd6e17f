package io.sharetap.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleTextTest {
    @Test
    void leavesOrdinaryNamesOfAnyLanguageAsTheyAre() {
        assertEquals("Überweisung Ärger 報告書 отчёт.exe", VisibleText.of("Überweisung Ärger 報告書 отчёт.exe"));
    }

    @ParameterizedTest
    @CsvSource({
        "7, <U+0007>", // bell
        "10, <U+000A>", // line feed
        "13, <U+000D>",
        "27, <U+001B>", // starts a terminal's escape sequence
        "127, <U+007F>",
        "155, <U+009B>", // the same in one character
        "8238, <U+202E>", // right-to-left override
        "8294, <U+2066>",
        "8203, <U+200B>", // zero width
        "8232, <U+2028>", // line separator
        "12288, <U+3000>", // a space that looks like another
        "55357, <U+D83D>", // half of a pair
        "57344, <U+E000>",
        "917569, <U+E0041>" // invisible tag
    })
    void showsWhatWouldDeceive(int character, String shown) {
        assertEquals("a" + shown + "b", VisibleText.of("a" + Character.toString(character) + "b"));
    }

    @Test
    void cutsWhatIsTooLongAndSaysSo() {
        String shown = VisibleText.of("x".repeat(100_000));
        assertTrue(shown.endsWith("… (100,000 characters)"), shown);
        assertTrue(shown.length() < 500);
    }
}
