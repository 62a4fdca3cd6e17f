package io.sharetap.transfer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramNamesTest {
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
        assertTrue(ProgramNames.isKept(path));
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
        assertFalse(ProgramNames.isKept(path));
    }

    @Test
    void takesAnUnknownNameForNoProgram() {
        assertFalse(ProgramNames.isKept(null));
    }
}
