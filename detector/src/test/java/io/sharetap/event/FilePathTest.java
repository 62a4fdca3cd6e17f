package io.sharetap.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePathTest {
    @ParameterizedTest
    @CsvSource({
        "a.exe, a.exe, exe",
        "Users\\b\\x.pdf.EXE, x.pdf.EXE, EXE",
        "a\\notes.txt:tool.scr, notes.txt:tool.scr, scr",
        "a\\notes.txt:tool, notes.txt:tool,",
        "a.d\\plain, plain,",
        "end., end.,",
        ".profile, .profile, profile"
    })
    void givesNameAndExtension(String path, String name, String extension) {
        assertEquals(name, FilePath.name(path));
        assertEquals(extension, FilePath.extension(path));
    }
}
