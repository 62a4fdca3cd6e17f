package io.sharetap.score;

import static io.sharetap.score.Writes.write;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisguiseTest {
    private final DetectionLists lists = DetectionLists.shipped();

    private String disguise(Writes write) {
        return Disguise.of(write.build(), FileNameParts.of(write.build()), lists, false);
    }

    private String disguise(String path) {
        return disguise(write().on("C$", path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.doc",
                "a.PDF",
                "a.jpg",
                "a.zip",
                "a.txt",
                "a.log",
                "a.ps1",
                "a.bat",
                "b\\a.xlsx",
                "a.pdf. .",
                "a.txt "
            })
    void aProgramUnderTheExtensionOfADocumentPictureArchiveTextOrScript(String path) {
        assertNotNull(disguise(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.exe",
                "a.dll",
                "a.sys",
                "a.bin",
                "a.tmp",
                "a",
                "a.",
                "System.Xml.dll",
                "Newtonsoft.Json.dll",
                "setup.1.2.exe",
                "a.pdf\\b.exe"
            })
    void anOrdinaryNameIsNoDisguise(String path) {
        assertNull(disguise(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"report.pdf.exe", "photo.JPG.scr", "a.doc      .exe", "x.txt.com", "a.pdf.exe. "})
    void aDoubleExtension(String path) {
        assertNotNull(disguise(path));
    }

    @Test
    void anAlternateDataStream() {
        assertNotNull(disguise("readme.txt:payload.exe"));
        assertNotNull(disguise("tool.exe:x"));
        assertNotNull(disguise("tool.exe:x:$DATA"));
        assertNotNull(disguise(write().stream("payload")));
        assertNull(disguise("tool.exe::$DATA"));
    }

    @Test
    void aRightToLeftOverrideInTheName() {
        assertNotNull(disguise("invoice\u202Efdp.exe"));
        assertNull(disguise("folder\u202E\\tool.exe"), "in the name, not in a folder's");
        assertNull(disguise("\u05d0\u05d1.exe"), "Hebrew is no disguise");
    }

    @Test
    void aSystemProgramsNameWithVersionInformationThatIsNot() {
        assertNotNull(disguise(write().on("C$", "svchost.exe").version("tool.exe", "Evil Inc.")));
        assertNotNull(disguise(write().on("C$", "svchost.exe").version("svchost.exe", "Evil Inc.")));
        assertNotNull(disguise(write().on("C$", "sethc.exe").version("Cmd.Exe", "Microsoft Corporation")));
        assertNotNull(disguise(write().on("C$", "svchost.exe")), "none at all is not a system program's");
    }

    @Test
    void aGenuineSystemProgramIsNoDisguise() {
        assertNull(disguise(write().on("C$", "SvcHost.exe").version("svchost.exe.mui", "Microsoft Corporation")));
        assertNull(disguise(write().on("C$", "utilman.exe").version("utilman2.exe", "Microsoft Corporation")));
        assertNull(disguise(write().on("C$", "net1.exe").internal("net1").version(null, "Microsoft Corporation")));
    }

    @Test
    void missingBytesMayHoldTheVersionInformation() {
        assertNull(disguise(write().on("C$", "svchost.exe").incomplete()));
    }

    @Test
    void whatCallsItselfPsexecAndIsNot() {
        assertNotNull(disguise("PSEXESVC.exe"));
        assertNotNull(disguise(write().on("C$", "a.exe").version("PsExeSvc.exe", "Sysinternals")));
        Writes proved = write().on("C$", "PSEXESVC.exe");
        assertNull(Disguise.of(proved.build(), FileNameParts.of(proved.build()), lists, true));
    }
}
