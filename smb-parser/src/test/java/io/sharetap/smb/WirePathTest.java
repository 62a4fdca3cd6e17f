package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WirePathTest {
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
        "a\\b.txt:s:$data, a\\b.txt:s"
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
