package io.sharetap.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteToolsTest {
    @ParameterizedTest
    @CsvSource({
        "PSEXESVC, WS1, PsExec, PSEXESVC",
        "PSEXESVC-VICTIM-PC-2412-stdin, VICTIM-PC, PsExec, PSEXESVC",
        "psexecsvc-WS1-99-stdout, , PsExec, PSEXESVC",
        "upd-svc-WS-1-99-stderr, WS-1, renamed PsExec, upd-svc",
        "updsvc-WS-1-99-stderr, , renamed PsExec, updsvc",
        "RemCom_communicaton, WS1, RemCom, ",
        "RemCom_stdinabcd0, WS1, impacket psexec, ",
        "RemCom_stdoutWS1-9921, WS1, RemCom, ",
        "PAExec-2412-WS1.exe, WS1, PAExec, ",
        "csexecsvc, WS1, CSExec, ",
        "ahexec, WS1, winexe, winexesvc",
        "ahexec_stdin00000001, WS1, winexe, winexesvc",
    })
    void byTheirPipes(String pipe, String client, String tool, String service) {
        RemoteTools.ToolPipe found = RemoteTools.ofPipe(pipe, client);
        assertEquals(tool, found.tool());
        assertEquals(service, found.service());
    }

    @Test
    void otherPipesAreNobodys() {
        for (String pipe : new String[] {"svcctl", "spoolss", "a-b-c-stdin", "MsFteWds", "ahexecutive", null}) {
            assertNull(RemoteTools.ofPipe(pipe, "WS1"));
        }
    }

    @Test
    void byWhatTheyHaveRun() {
        assertEquals(
                "impacket smbexec",
                RemoteTools.ofService(
                        "BTOBTO",
                        "%COMSPEC% /Q /c echo cd  ^> \\\\127.0.0.1\\C$\\__output 2^>^&1 > %TEMP%\\execute.bat"
                                + " & %COMSPEC% /Q /c %TEMP%\\execute.bat & del %TEMP%\\execute.bat"));
        assertEquals("RemCom", RemoteTools.ofService("RemComSvc", "%SystemRoot%\\RemComSvc.exe"));
        assertNull(RemoteTools.ofService("Spooler", "C:\\Windows\\System32\\spoolsv.exe"));
        assertNull(RemoteTools.ofTask("cmd.exe /C dir > C:\\x.tmp"));
        assertNull(RemoteTools.ofProcess("notepad.exe"));
        assertNull(RemoteTools.ofDispatch("notepad.exe"));
    }

    @ParameterizedTest
    @CsvSource({
        "%COMSPEC% /Q /c echo cd ^> \\\\%COMPUTERNAME%\\C$\\__output_aBcDeFgH 2^>^&1 > %SYSTEMROOT%\\x.bat & y, true",
        "%comspec% /q /c echo a ^> b ^> %TEMP%\\o 2^>^&1 > %TEMP%\\execute.bat, true",
        "%comspec% /q /c echo a ^> \\\\h 2^>^&1 > x.bat, false",
        "%comspec% /q /c echo a ^> \\\\\\h\\s 2^>^&1 > x.bat, false",
        "%comspec% /q /c echo a 2^>^&1 ^> %TEMP%\\o > x.bat, false",
        "%comspec% /q /c echo a ^> %TEMP%\\o > x.bat, false",
        "%comspec% /c echo a ^> %TEMP%\\o 2^>^&1 > x.bat, false",
    })
    void smbexecWritesWhereItReads(String command, boolean smbexec) {
        assertEquals(smbexec ? "impacket smbexec" : null, RemoteTools.ofService("x", command));
    }

    /** As many characters as a call's text may have. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void commandsMadeToLookAlikeTakeNoLonger() {
        for (String piece :
                new String[] {" ^> %", " ^> \\\\a", " ^> \\\\a\\", " 1> \\\\127.0.0.1\\x\\__1", "1> %windir%\\temp\\"
                }) {
            String services = "%comspec% /q /c echo " + piece.repeat(8_170 / piece.length());
            String processes = "cmd.exe /q /c " + piece.repeat(8_170 / piece.length());
            for (int i = 0; i < 200; i++) {
                assertNull(RemoteTools.ofService("x", services));
                assertNull(RemoteTools.ofProcess(processes));
                assertNull(RemoteTools.ofTask(processes));
            }
        }
    }
}
