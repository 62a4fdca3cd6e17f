package io.sharetap.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
        assertEquals(runs, new CommandLine(command).mayRun(null, path));
    }

    @ParameterizedTest(name = "[{index}] {0} runs {2} on {1}: {3}")
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "%SystemRoot%\\PSEXESVC.exe, ADMIN$, PSEXESVC.exe, true",
                "C:\\Windows\\x.exe, ADMIN$, x.exe, true",
                "\\??\\C:\\Windows\\x.exe, admin$, x.exe, true",
                "\\SystemRoot\\Temp\\x.exe, ADMIN$, Temp\\x.exe, true",
                "\\\\127.0.0.1\\ADMIN$\\x.exe, ADMIN$, x.exe, true",
                "\\\\127.0.0.1\\ADMIN$\\x.exe, C$, Windows\\x.exe, true",
                "\\\\127.0.0.1\\ADMIN$\\x.exe, C$, Tools\\x.exe, false",
                "~\"C:\\Program Files\\T\\x.exe\" -k~, C$, Program Files\\T\\x.exe, true",
                "C:\\Program Files\\T\\x.exe, C$, Program Files\\T\\x.exe, true",
                "cmd /c C:\\Tools\\x.exe, C$, Tools\\x.exe, true",
                "cmd /c C:\\Tools\\x.exe, C$, Other\\x.exe, false",
                "C:\\Windows\\x.exe, ADMIN$, Temp\\x.exe, false",
                "D:\\x.exe, D$, x.exe, true",
                "D:\\x.exe, C$, x.exe, false",
                "%TEMP%\\x.exe, C$, Tools\\x.exe, true",
                "C:\\PROGRA~1\\x.exe, C$, Program Files\\x.exe, true",
                "x.exe, C$, Tools\\x.exe, true",
                "C:\\Share\\x.exe, Public, x.exe, true",
                "C:/Windows/x.exe, ADMIN$, x.exe, true",
                "cmd /c ^C:\\Win^dows\\x^.exe, ADMIN$, x.exe, true",
                "cmd /c C:\\Win^dows\\x^.exe, ADMIN$, Temp\\x.exe, false",
                "C:\\Windows\\x^.exe, ADMIN$, x^.exe, true",
            })
    void foldersAreComparedWhereBothAreKnown(String command, String share, String path, boolean runs) {
        assertEquals(runs, new CommandLine(command).mayRun(share, path));
    }

    @Test
    void whatIsNotKnownMayBe() {
        assertEquals(true, new CommandLine(null).mayRun(null, "a.exe"));
        assertEquals(true, new CommandLine("b.exe").mayRun(null, null));
        assertEquals(false, new CommandLine("b.exe").mayRun(null, "folder\\"));
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void aNameThatIsRepeatedTakesNoLonger() {
        CommandLine command = new CommandLine("c:" + "\\a".repeat(4_000) + "^");
        for (int i = 0; i < 10_000; i++) {
            assertEquals(true, command.mayRun("C$", "folder" + i + "\\a"), "nothing is known of so long a folder");
        }
        CommandLine others = new CommandLine("cmd " + "c:\\b\\a ".repeat(1_000));
        for (int i = 0; i < 10_000; i++) {
            assertEquals(false, others.mayRun("C$", "folder" + i + "\\a"));
        }
    }
}
