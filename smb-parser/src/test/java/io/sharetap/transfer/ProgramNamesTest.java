package io.sharetap.transfer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.smb.MadeOpens;
import io.sharetap.smb.SmbOpen;
import io.sharetap.smb.SmbSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramNamesTest {
    private final SmbSession session = MadeOpens.session(MadeOpens.connection(1, 2), 7);

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
    void recognisesAProgramByItsName(String path) {
        assertTrue(ProgramNames.isProgram(path));
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
        assertFalse(ProgramNames.isProgram(path));
    }

    @Test
    void takesAnUnknownNameForNoProgram() {
        assertFalse(ProgramNames.isProgram(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.exe", "Aero.msstyles", "a.Dll. .", "a.txt:b.sys"})
    void aFileThatIsMadeUnderSuchANameBeginsAProgram(String path) {
        assertTrue(ProgramNames.begins(opened(path, SmbOpen.Action.CREATED)));
        assertTrue(ProgramNames.begins(opened(path, SmbOpen.Action.OVERWRITTEN)));
        assertTrue(ProgramNames.begins(MadeOpens.openUnanswered(session, "s", path)));
        assertFalse(ProgramNames.begins(opened(path, SmbOpen.Action.OPENED)));
    }

    @Test
    void noOtherFileBeginsOne() {
        assertFalse(ProgramNames.begins(opened("a.txt", SmbOpen.Action.CREATED)));
        assertFalse(ProgramNames.begins(MadeOpens.openUnseen(session, "s")));
    }

    private SmbOpen opened(String path, SmbOpen.Action action) {
        return MadeOpens.open(session, "s", path, action, 0);
    }
}
