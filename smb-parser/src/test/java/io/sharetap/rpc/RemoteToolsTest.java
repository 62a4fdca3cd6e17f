package io.sharetap.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
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
}
