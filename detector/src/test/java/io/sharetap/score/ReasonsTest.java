package io.sharetap.score;

import static io.sharetap.score.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.score.Score.Spread;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each reason of docs/detection.md, holding and not holding. */
class ReasonsTest {
    private final Scorer scorer = new Scorer(ScoreSettings.defaults());

    private boolean holds(String reason, Writes write, Rarities rarity, Circumstances around) {
        return scorer.score(write.build(), rarity.build(), around).reasons().stream()
                .anyMatch(held -> held.id().equals(reason));
    }

    private boolean holds(String reason, Writes write) {
        return holds(reason, write, Rarities.unseen(), Circumstances.NONE);
    }

    private boolean holds(String reason, Rarities rarity) {
        return holds(reason, write(), rarity, Circumstances.NONE);
    }

    private boolean holds(String reason, Circumstances around) {
        return holds(reason, write(), Rarities.unseen(), around);
    }

    @Test
    void neverReceivedExecutablesHoldsWithoutAnyWriteToTheDestinationInTheWindow() {
        assertTrue(holds("never_received_executables", Rarities.unseen()));
        assertFalse(holds("never_received_executables", Rarities.unseen().receivedOn(1)));
    }

    @Test
    void newPairHoldsWithoutAWriteOfThisClientToTheDestinationInTheWindow() {
        assertTrue(holds("new_pair", Rarities.unseen().receivedOn(3)));
        assertFalse(holds("new_pair", Rarities.unseen().pairOn(1)));
    }

    @Test
    void newPairDoesNotHoldForAClientThatWroteToTenDestinations() {
        assertTrue(holds("new_pair", Rarities.unseen().clientDestinations(9)));
        assertFalse(holds("new_pair", Rarities.unseen().clientDestinations(10)));
    }

    @Test
    void adminShareHoldsOnAdminAndDriveSharesInAnyCase() {
        for (String share : List.of("ADMIN$", "admin$", "C$", "d$", "Z$")) {
            assertTrue(holds("admin_share", write().on(share, "Tools\\x.exe")), share);
        }
        for (String share : List.of("IPC$", "print$", "public", "CC$", "1$", "$", "C")) {
            assertFalse(holds("admin_share", write().on(share, "Tools\\x.exe")), share);
        }
    }

    @Test
    void autostartHoldsOnAnyShareAndThenTheLocationDoesNot() {
        String path = "ProgramData\\Microsoft\\Windows\\Start Menu\\Programs\\Startup\\x.exe";
        assertTrue(holds("autostart", write().on("C$", path)));
        assertTrue(holds("autostart", write().on("profiles", "alice\\start menu\\PROGRAMS\\startup\\x.exe")));
        assertFalse(holds("autostart", write().on("C$", "Start Menu\\Programs\\x.exe")));
        String userPath = "Users\\Public\\Start Menu\\Programs\\Startup\\x.exe";
        assertTrue(holds("autostart", write().on("C$", userPath)));
        assertFalse(holds("execution_location", write().on("C$", userPath)));
    }

    @Test
    void criticalAssetHoldsForWhatWasSeenToServeTheDomain() {
        assertTrue(holds("critical_asset", new Circumstances(1, 1, 1, 1, true, null)));
        assertFalse(holds("critical_asset", Circumstances.NONE));
    }

    /** Taken for a name, a mistyped address would match nothing, and nobody would notice. */
    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.300", "10.0.0", "10.0.0.0.1", "10.01.0.1", "fe80::zz", "10.0.0.2:445"})
    void aCriticalAssetThatIsAlmostAnAddressIsRefused(String entry) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> CriticalAssets.of(List.of(entry)));
        assertEquals("critical asset \"" + entry + "\" is no IP address", refused.getMessage());
    }

    @Test
    void criticalAssetHoldsForConfiguredAddressesNetworksAndNames() {
        CriticalAssets assets = CriticalAssets.of(List.of("10.0.0.2", "10.9.0.0/16", "fd00::/8", "vault", "dc1.corp"));
        assertEquals("10.0.0.2", assets.entryFor(write().to("10.0.0.2").build()));
        assertEquals("10.9.0.0/16", assets.entryFor(write().to("10.9.255.1").build()));
        assertEquals("fd00::/8", assets.entryFor(write().to("fd12::1").build()));
        assertEquals(
                "vault",
                assets.entryFor(
                        write().to("10.1.1.1").named("VAULT.corp.example").build()));
        assertEquals(
                "dc1.corp",
                assets.entryFor(write().to("10.1.1.1").tree("\\\\DC1.corp\\C$").build()));
        assertEquals(
                null, assets.entryFor(write().to("10.10.0.1").named("dc1.other").build()));
        Scorer configured = new Scorer(ScoreSettings.defaults().with(assets, DetectionLists.shipped()));
        Score score = configured.score(write().build(), Rarities.unseen().build(), Circumstances.NONE);
        assertTrue(score.critical());
        assertEquals(105, score.total());
    }

    @Test
    void fanOutHoldsFromThreeDestinationsOn() {
        assertFalse(holds("fan_out", new Circumstances(2, 2, 2, 2, false, null)));
        assertTrue(holds("fan_out", new Circumstances(3, 0, 0, 0, false, null)));
        assertTrue(holds("fan_out", new Circumstances(1, 3, 1, 1, false, null)));
        assertTrue(holds("fan_out", new Circumstances(1, 1, 3, 1, false, null)));
    }

    @Test
    void fanOutSaysWhoseWritesBelongToIt() {
        assertEquals(Spread.OF_CLIENT, spread(3, 0, 0));
        assertEquals(Spread.OF_CLIENT, spread(1, 3, 1));
        assertEquals(Spread.OF_CLIENT, spread(3, 3, 3));
        assertEquals(Spread.OF_EXECUTABLE, spread(1, 1, 3));
        assertEquals(Spread.OF_BOTH, spread(3, 3, 4));
        assertEquals(Spread.NONE, spread(2, 2, 2));
    }

    private Spread spread(int same, int uncommon, int reached) {
        return scorer.score(
                        write().build(),
                        Rarities.unseen().build(),
                        new Circumstances(same, uncommon, reached, Math.min(same, reached), false, null))
                .spread();
    }

    @Test
    void executedHoldsWhenTheClientMadeTheDestinationRunSomething() {
        Circumstances before =
                Circumstances.NONE.with(new Circumstances.Execution(-61_000_000_000L, "task", "upd", "cmd /c x"));
        assertTrue(holds("executed", before));
        assertFalse(holds("executed", Circumstances.NONE));
        String detail = scorer.score(write().build(), Rarities.unseen().build(), before).reasons().stream()
                .filter(reason -> reason.id().equals("executed"))
                .findFirst()
                .orElseThrow()
                .detail();
        assertEquals("10.0.0.1 made 10.0.0.2 run something (task \"upd\", \"cmd /c x\"), 61 seconds before", detail);
    }

    @Test
    void remoteExecutionToolIsNamedByTheWayInWhichItWasRun() {
        Circumstances run = Circumstances.NONE.with(
                new Circumstances.Execution(1, "wmi", "called", "x", "cmd", "impacket wmiexec"));
        String detail = scorer.score(write().build(), Rarities.unseen().build(), run).reasons().stream()
                .filter(reason -> reason.id().equals("remote_execution_tool"))
                .findFirst()
                .orElseThrow()
                .detail();
        assertEquals("impacket wmiexec: by the way in which it was run", detail);
        assertFalse(holds(
                "remote_execution_tool",
                Circumstances.NONE.with(new Circumstances.Execution(1, "service", "started", "x", "cmd", "PsExec"))));
    }

    @Test
    void remoteExecutionToolIsNamedByContentBeforeName() {
        String remcom = "3c2fe308c0a563e06263bbacf793bbe9b2259d795fcc36b953793a7e499e7f71";
        String reason = "remote_execution_tool";
        assertTrue(holds(reason, write().on("ADMIN$", "PAExec-1.exe").sha256(remcom)));
        assertEquals(
                "RemCom's service, as impacket ships it: its SHA-256 is known",
                detail(reason, write().on("ADMIN$", "PAExec-1.exe").sha256(remcom)));
        assertEquals("PAExec: by its name", detail(reason, write().on("ADMIN$", "PAExec-4711-HOST.exe")));
        assertEquals(
                "PAExec: its OriginalFilename says so",
                detail(reason, write().on("ADMIN$", "abc.exe").version("PAExec.exe", "Power Admin")));
        assertTrue(holds(reason, write().on("ADMIN$", "csexecsvc.exe")));
        assertTrue(holds(reason, write().on("ADMIN$", "winexesvc.exe")));
        assertTrue(holds(reason, write().on("ADMIN$", "RemComSvc.exe")));
        assertFalse(holds(reason, write().on("ADMIN$", "tool.exe")));
    }

    private String detail(String id, Writes write) {
        return scorer.score(write.build(), Rarities.unseen().build(), Circumstances.NONE).reasons().stream()
                .filter(reason -> reason.id().equals(id))
                .findFirst()
                .orElseThrow()
                .detail();
    }

    @Test
    void theWeightsAreThoseOfTheDocument() {
        ScoreSettings.Weights weights = ScoreSettings.Weights.defaults();
        assertEquals(new ScoreSettings.Weights(25, 25, 30, 70, 15, 40, 40, 45, 20, 40), weights);
        assertEquals(70, ScoreSettings.defaults().highFrom());
    }
}
