package io.sharetap.score;

import static io.sharetap.score.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.baseline.Placement.Kind;
import io.sharetap.event.FileWrite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
    private final DetectionLists lists = DetectionLists.shipped();

    private Place place(String share, String path) {
        return lists.placeOf(write().on(share, path).build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Windows\\x.exe",
                "Windows\\System32\\drivers\\x.exe",
                "Users\\bob\\AppData\\Local\\Temp\\x.exe",
                "Users\\bob\\AppData\\Local\\Temp\\deep\\er\\x.exe",
                "Users\\Public\\Music\\x.exe",
                "Users\\Default\\x.exe",
                "Users\\All Users\\x.exe",
                "PerfLogs\\x.exe",
                "$Recycle.Bin\\S-1-5\\x.exe",
                "Temp\\x.exe",
                "Tasks\\x.exe",
                "Intel\\Logs\\x.exe",
                "x.exe",
                "ProgramData\\x.exe",
                "Users\\bob\\Desktop\\x.exe",
                "Users\\bob\\Downloads\\x.exe",
                "Users\\bob\\Documents\\x.exe",
                "Users\\bob\\AppData\\Local\\x.exe",
                "Users\\bob\\AppData\\Roaming\\x.exe"
            })
    void driveSharesRunThingsIn(String path) {
        assertEquals(Kind.RUNS, place("C$", path).kind());
        assertEquals(Kind.RUNS, place("D$", path).kind());
        assertNull(place("public", path).executionLocation(), "not on other shares");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tools\\x.exe",
                "Program Files\\Vendor\\x.exe",
                "ProgramData\\Vendor\\x.exe",
                "Users\\bob\\x.exe",
                "Users\\bob\\Desktop\\folder\\x.exe",
                "Users\\bob\\AppData\\Local\\Vendor\\x.exe",
                "Users\\bob\\AppData\\Roaming\\Vendor\\x.exe",
                "WindowsOld\\x.exe",
                "Data\\Windows\\x.exe",
                "Data\\Temp\\x.exe",
                "Users\\a\\b\\AppData\\Local\\Temp\\x.exe"
            })
    void driveSharesDoNotRunThingsIn(String path) {
        Place place = place("C$", path);
        assertNull(place.executionLocation());
        assertEquals(Kind.ADMIN, place.kind());
    }

    @Test
    void adminShareIsTheWindowsFolder() {
        assertEquals(
                "C:\\Windows\\ccmcache is a place that runs programs (under Windows)",
                place("ADMIN$", "ccmcache\\x.exe").executionLocation());
        assertEquals(Kind.RUNS, place("ADMIN$", "x.exe").kind());
    }

    @Test
    void everythingOnSysvolAndNetlogonIsMeantToBeRun() {
        assertNotNull(place("SYSVOL", "corp\\scripts\\x.exe").executionLocation());
        assertNotNull(place("netlogon", "x.exe").executionLocation());
        assertEquals(Kind.RUNS, place("NETLOGON", "x.exe").kind());
    }

    @Test
    void otherSharesHoldData() {
        assertEquals(Kind.DATA, place("builds", "nightly\\x.exe").kind());
        assertEquals(Kind.DATA, place(null, null).kind());
    }

    @ParameterizedTest
    @CsvSource({
        "WINDOWS\\TEMP\\x.exe",
        "windows./temp /x.exe",
        "\\Windows\\x.exe",
        ".\\Windows\\x.exe",
        "Tools\\..\\Windows\\x.exe",
        "..\\..\\Windows\\x.exe",
        "Windows:$I30:$INDEX_ALLOCATION\\Temp\\x.exe",
        "Windows\\\\Temp\\x.exe",
        "Temp\\x.exe:evil",
        "Documents and Settings\\All Users\\x.exe",
        "Documents and Settings\\bob\\Local Settings\\Temp\\x.exe",
        "Users\\bob\\Local Settings\\Application Data\\Application Data\\Temp\\x.exe",
        "Users\\Default User\\x.exe",
        "Users\\bob\\My Documents\\x.exe"
    })
    void aPathCannotHideByItsSpelling(String path) {
        assertEquals(Kind.RUNS, place("C$", path).kind());
    }

    @Test
    void shortNamesAreLeftAsTheyAre() {
        assertNull(place("C$", "PROGRA~3\\x.exe").executionLocation());
    }

    @Test
    void aDfsPathCarriesServerAndShare() {
        Place place = place("C$", "server\\C$\\Windows\\Temp\\x.exe");
        assertEquals(Kind.RUNS, place.kind());
        assertEquals("c$\\windows", place.name());
        assertEquals(Kind.RUNS, place("C$", "server\\c$\\x.exe").kind());
        assertEquals("c$\\", place("C$", "server\\c$\\x.exe").name());
    }

    @Test
    void aFolderNamedLikeTheShareHidesNothing() {
        // Either reading of what only looks like a DFS path counts.
        assertEquals(Kind.RUNS, place("C$", "Windows\\C$\\Tools\\x.exe").kind());
        assertEquals("c$\\windows", place("C$", "Windows\\C$\\Tools\\x.exe").name());
    }

    @ParameterizedTest
    @CsvSource({
        "ADMIN$, ccmcache\\a\\x.exe, admin$\\ccmcache",
        "admin$, CCMCACHE\\b\\x.exe, admin$\\ccmcache",
        "ADMIN$, x.exe, admin$\\",
        "Builds, Nightly.\\x.exe, builds\\nightly"
    })
    void aPlaceIsTheShareAndTheFirstFolder(String share, String path, String name) {
        assertEquals(name, place(share, path).name());
    }

    @Test
    void theShareIsTakenFromTheTreeWhereItIsNotNamed() {
        assertTrue(lists.placeOf(write().tree("\\\\server\\ADMIN$").share(null).build())
                .adminShare());
    }

    @Test
    void whereNoPathIsKnownOnlyTheShareCounts() {
        assertNull(place("C$", null).executionLocation());
        assertEquals(Kind.ADMIN, place("C$", null).kind());
        assertEquals("c$\\?", place("C$", null).name());
        assertNotNull(place("ADMIN$", null).executionLocation());
        assertNotNull(place("SYSVOL", null).executionLocation());
    }

    @Test
    void theDetailShowsThePathAsItWasWritten() {
        assertEquals(
                "C:\\Tools\\..\\TEMP is a place that runs programs (under Temp)",
                place("c$", "Tools\\..\\TEMP\\x.exe").executionLocation());
        assertEquals(
                "D:\\ is a place that runs programs (the root of the drive)",
                place("D$", "x.exe").executionLocation());
        assertEquals(
                "sysvol\\Corp is a place that runs programs (on SYSVOL)",
                place("SYSVOL", "Corp\\x.exe").executionLocation());
        assertEquals(
                "C:\\ProgramData is a place that runs programs (directly in ProgramData)",
                place("C$", "ProgramData\\x.exe").executionLocation());
    }

    @Test
    void listsCanBeExtended() {
        DetectionLists extended = DetectionLists.shippedWith(
                "# ours\nexecution_location:\n  under: [Tools\\Deploy]\n  directly_in:\n    - Tools\n");
        assertNotNull(
                extended.placeOf(write().on("C$", "tools\\deploy\\a\\x.exe").build())
                        .executionLocation());
        assertNotNull(extended.placeOf(write().on("C$", "tools\\x.exe").build()).executionLocation());
        assertNotNull(extended.placeOf(write().on("C$", "Temp\\x.exe").build()).executionLocation());
        assertNull(DetectionLists.of("execution_location: {under: Tools}")
                .placeOf(write().on("C$", "Temp\\x.exe").build())
                .executionLocation());
    }

    @Test
    void entriesOfTheListsCanBeRemoved() {
        DetectionLists changed = DetectionLists.shippedWith("""
                remove:
                  execution_location:
                    under: [temp, 'Users\\Public']
                  autostart: 'Start Menu\\Programs\\Startup'
                  disguise:
                    extensions: [pdf txt]
                    system_programs: utilman.exe
                  remote_execution_tool: [PAExec]
                """);
        assertNull(changed.placeOf(write().on("C$", "Temp\\x.exe").build()).executionLocation());
        assertNotNull(changed.placeOf(write().on("C$", "Intel\\x.exe").build()).executionLocation());
        assertNull(changed.placeOf(
                        write().on("u", "Start Menu\\Programs\\Startup\\x.exe").build())
                .autostart());
        assertFalse(changed.isDisguiseExtension("pdf"));
        assertTrue(changed.isDisguiseExtension("docx"));
        assertNull(changed.originalNamesOf("utilman.exe"));
        FileWrite tool = write().on("C$", "paexec.exe").build();
        assertNull(changed.remoteTool(tool, FileNameParts.of(tool)));
        assertNotNull(lists.remoteTool(tool, FileNameParts.of(tool)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unter: Windows",
                "autostart:",
                "autostart: {a: b, c: [d",
                "psexec_service: {sha256: 12}",
                "execution_location: {same_folder: a}",
                "remote_execution_tool: {X: {nam: x}}",
                "remove: {autostart: B}"
            })
    void aListWithAMistakeIsRefusedByItsLine(String line) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> DetectionLists.of("autostart: A\n" + line));
        assertTrue(refused.getMessage().contains("line 2"), refused.getMessage());
    }
}
