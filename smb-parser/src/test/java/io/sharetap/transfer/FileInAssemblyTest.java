package io.sharetap.transfer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileInAssemblyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.exe",
                "d\\A.EXE",
                "a.Dll. .",
                "a.txt:b.sys",
                "a.scr:text",
                ".ax",
                "Aero.msstyles",
                "d.d\\a.b.com"
            })
    void tellsAProgramByItsName(String path) {
        assertTrue(FileInAssembly.programByName(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.txt",
                "d.exe\\a",
                "d.exe\\a.txt",
                "exe",
                "a.exe.txt",
                "a.ex",
                "a.exes",
                "",
                ".",
                "d.exe\\",
                "a.\u017Fys"
            })
    void takesNoOtherNameForAProgram(String path) {
        assertFalse(FileInAssembly.programByName(path));
    }

    @Test
    void takesAnUnknownNameForNoProgram() {
        assertFalse(FileInAssembly.programByName(null));
    }
}
