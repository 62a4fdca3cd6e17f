package io.sharetap.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    @ParameterizedTest(name = "[{index}] {0} runs {1}: {2}")
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "C:\\Windows\\Temp\\a.exe, Temp\\a.exe, true",
                "%SystemRoot%\\A.EXE -k netsvcs, a.exe, true",
                "~\"C:\\Program Files\\a b.exe\" /q~, a b.exe, true",
                "rundll32 C:\\x\\lib.dll;Entry, x\\lib.dll, true",
                "C:\\Windows\\kRbTzQ, kRbTzQ.exe, true",
                "cmd /c copy \\\\h\\c$\\x.scr y.scr & y.scr, x.scr, true",
                "wmic process call create c:\\t.txt:a.exe, t.txt:a.exe, true",
                "C:\\Windows\\ba.exe, a.exe, false",
                "C:\\Windows\\a.exe.bak, a.exe, false",
                "C:\\Windows\\my-a.exe, a.exe, false",
                "C:\\Windows\\lib, lib.dll, false",
                "%SystemRoot%\\PSEXESVC.exe, Temp\\a.exe, false",
                "C:\\ba.exe C:\\a.exe, a.exe, true",
                "~~, a.exe, false",
            })
    void aCommandIsAboutTheFileThatItNames(String command, String path, boolean runs) {
        assertEquals(runs, CommandLine.mayRun(command, path));
    }

    @Test
    void whatIsNotKnownMayBe() {
        assertEquals(true, CommandLine.mayRun(null, "a.exe"));
        assertEquals(true, CommandLine.mayRun("b.exe", null));
        assertEquals(false, CommandLine.mayRun("b.exe", "folder\\"));
    }
}
