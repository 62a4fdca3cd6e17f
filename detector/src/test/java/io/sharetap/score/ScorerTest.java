package io.sharetap.score;

import static io.sharetap.score.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.baseline.Placement;
import io.sharetap.baseline.Rarity;
import io.sharetap.score.Score.Spread;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines of docs/detection.md: rarity, the sums, the exemptions, who is a distributor. */
class ScorerTest {
    static final String PSEXEC = "141b2190f51397dbd0dfde0e3904b264c91b6f81febc823ff0c33da980b69944";
    static final String PSEXEC_HEAD = "a64a53fae066bca82f155dbb666fcf313f768bb310d77697d46e70deb4ea279f";

    private final Scorer scorer = new Scorer(ScoreSettings.defaults());

    private Score score(Writes write, Rarities rarity) {
        return score(write, rarity, Circumstances.NONE);
    }

    private Score score(Writes write, Rarities rarity, Circumstances around) {
        return scorer.score(write.build(), rarity.build(), around);
    }

    private static Rarities distributor() {
        return Rarities.unseen().place(2, 100, 107, 10);
    }

    @Test
    void aRandomNameIntoAdminShareByAClientThatNeverWroteThereIs70() {
        Score score =
                score(write().on("ADMIN$", "kqzvbnmw.exe"), Rarities.unseen().receivedOn(5));
        assertEquals(70, score.total());
        assertEquals(
                List.of("new_pair", "execution_location", "admin_share"),
                score.reasons().stream().map(Score.Reason::id).toList());
        assertTrue(score.highlySuspicious());
    }

    @Test
    void theSameWithPsexecProvedIs25To50() {
        Writes psexec = write().on("ADMIN$", "PSEXESVC.exe").sha256(PSEXEC);
        assertEquals(25, score(psexec, Rarities.unseen().receivedOn(5)).total());
        assertEquals(50, score(psexec, Rarities.unseen()).total());
    }

    @Test
    void aToolInToolsOfAFreshHostIs65() {
        Score score = score(write().on("C$", "Tools\\tool.exe"), Rarities.unseen());
        assertEquals(65, score.total());
        assertFalse(score.highlySuspicious());
    }

    @Test
    void aToolInToolsOfADomainControllerIs105() {
        Circumstances domainController = new Circumstances(1, 1, 1, 1, true, null);
        assertEquals(
                105,
                score(write().on("C$", "Tools\\tool.exe"), Rarities.unseen(), domainController)
                        .total());
    }

    @Test
    void anExecutableIsUncommonFromARarityOf70Hundredths() {
        assertTrue(score(write(), Rarities.unseen().executable(1, 20)).executableUncommon());
        assertFalse(score(write(), Rarities.unseen().executable(2, 20)).executableUncommon());
        assertFalse(score(write(), Rarities.unseen().executable(3, 100)).executableUncommon());
        assertFalse(score(write(), Rarities.unseen().executable(7, 1_000)).executableUncommon());
        assertFalse(score(write(), Rarities.unseen().executable(12, 5_000)).executableUncommon());
        assertTrue(score(write(), Rarities.unseen().executable(11, 5_000)).executableUncommon());
    }

    @Test
    void atLeastTenDestinationsAreTakenToBeKnown() {
        assertTrue(score(write(), Rarities.unseen().executable(1, 1)).executableUncommon());
        assertFalse(score(write(), Rarities.unseen().executable(2, 2)).executableUncommon());
    }

    @Test
    void aDestinationIsUncommonWithTwoSimilarDaysOf30AndNotWithThree() {
        Score two = score(write(), Rarities.unseen().similarDays(2));
        Score three = score(write(), Rarities.unseen().similarDays(3));
        assertTrue(two.destinationUncommon());
        assertFalse(three.destinationUncommon());
        assertEquals(3, two.destinationUsualFrom());
        assertEquals(0.68, two.destinationRarity(), 0.005);
        assertEquals(0.596, three.destinationRarity(), 0.0005);
    }

    @Test
    void anExecutableHeldAfterAHighAlertCountsAsUncommon() {
        assertTrue(
                score(write(), Rarities.unseen().executable(900, 1_000).held()).executableUncommon());
    }

    @Test
    void whatIsOrdinaryNeedsNoScore() {
        assertTrue(scorer.isOrdinary(
                write().build(), Rarities.unseen().similarDays(3).build()));
        assertTrue(scorer.isOrdinary(
                write().build(), Rarities.unseen().executable(500, 1_000).build()));
        assertFalse(scorer.isOrdinary(write().build(), Rarities.unseen().build()));
        assertFalse(scorer.isOrdinary(
                write().sha256(PSEXEC).build(),
                Rarities.unseen().executable(500, 1_000).build()));
    }

    @Test
    void psexecIsProvedByItsContent() {
        assertTrue(score(write().on("ADMIN$", "x.exe").sha256(PSEXEC), Rarities.unseen())
                .provedPsexec());
    }

    @Test
    void psexecIsProvedByItsHeadOnlyWhereBytesAreMissing() {
        assertTrue(
                score(write().incomplete().head(PSEXEC_HEAD), Rarities.unseen()).provedPsexec());
        assertFalse(score(write().head(PSEXEC_HEAD), Rarities.unseen()).provedPsexec());
    }

    @Test
    void psexecIsProvedByItsVersionInformationWithASignatureOfMicrosoftThatHolds() {
        Writes named = write().version("psexesvc.exe", "Sysinternals");
        assertTrue(score(named.signature(true, true, true), Rarities.unseen()).provedPsexec());
        assertFalse(score(named.signature(false, true, true), Rarities.unseen()).provedPsexec());
        assertFalse(score(named.signature(null, null, true), Rarities.unseen()).provedPsexec());
    }

    @Test
    void aSignatureOfSomebodyElseDoesNotProvePsexec() {
        Writes named = write().version("psexesvc.exe", "Microsoft Corporation");
        Score byOwnRoot = score(named.signature(true, true, false), Rarities.unseen());
        assertFalse(byOwnRoot.provedPsexec());
        assertTrue(byOwnRoot.reasons().stream().anyMatch(reason -> reason.id().equals("disguise")));
        assertFalse(score(named.signature(true, false, true), Rarities.unseen()).provedPsexec());
    }

    @Test
    void psexecIsProvedByItsVersionInformationOnAnExecutableThatIsCommonHere() {
        Writes named = write().version("psexesvc.exe", "Sysinternals");
        assertTrue(score(named, Rarities.unseen().executable(7, 1_000)).provedPsexec());
        assertFalse(score(named, Rarities.unseen().executable(7, 1_000).held()).provedPsexec());
    }

    @Test
    void aSignatureAloneDoesNotMakePsexec() {
        assertFalse(score(write().version("tool.exe", "Microsoft").signature(true, true, true), Rarities.unseen())
                .provedPsexec());
    }

    @Test
    void forProvedPsexecLocationAdminShareAndExecutionDoNotCount() {
        Circumstances run = Circumstances.NONE.with(new Circumstances.Execution(1, "service", "PSEXESVC", null));
        Score score = score(
                write().on("ADMIN$", "PSEXESVC.exe").sha256(PSEXEC),
                Rarities.unseen().pairOn(3),
                run);
        assertEquals(List.of(), score.reasons());
    }

    @Test
    void forProvedPsexecCriticalAssetAndFanOutStillCount() {
        Score score = score(
                write().on("ADMIN$", "PSEXESVC.exe").sha256(PSEXEC),
                Rarities.unseen().pairOn(3),
                new Circumstances(3, 0, 0, 0, true, null));
        assertEquals(80, score.total());
    }

    @Test
    void aDistributorWroteInItsPlaceOnTwoDaysAtLeastSevenDaysApart() {
        assertTrue(score(write(), Rarities.unseen().place(2, 100, 107, 10)).distributor());
        assertFalse(score(write(), Rarities.unseen().place(2, 100, 106, 10)).distributor());
        assertFalse(score(write(), Rarities.unseen().place(1, 100, 107, 10)).distributor());
    }

    @Test
    void aDistributorReachedAsManyDestinationsAsMakeAnExecutableCommonButAtLeastThreeAndAtMostTen() {
        assertFalse(score(write(), distributor().executable(0, 20).place(2, 100, 107, 2))
                .distributor());
        assertTrue(score(write(), distributor().executable(0, 20).place(2, 100, 107, 3))
                .distributor());
        assertFalse(score(write(), distributor().executable(0, 1_000).place(2, 100, 107, 6))
                .distributor());
        assertTrue(score(write(), distributor().executable(0, 1_000).place(2, 100, 107, 7))
                .distributor());
        assertFalse(score(write(), distributor().executable(0, 50_000).place(2, 100, 107, 9))
                .distributor());
        assertTrue(score(write(), distributor().executable(0, 50_000).place(2, 100, 107, 10))
                .distributor());
    }

    @Test
    void distributorsOffEndsTheExemption() {
        ScoreSettings on = ScoreSettings.defaults();
        Scorer without = new Scorer(new ScoreSettings(
                on.windowDays(),
                on.executable(),
                on.destination(),
                on.highFrom(),
                on.newPairClientDestinations(),
                on.fanOutDestinations(),
                false,
                on.distributorDays(),
                on.distributorSpanDays(),
                on.distributorDestinationsLeast(),
                on.distributorDestinationsMost(),
                on.weights(),
                on.criticalAssets(),
                on.lists()));
        assertFalse(without.score(write().build(), distributor().build(), Circumstances.NONE)
                .distributor());
    }

    @Test
    void forADistributorLocationAdminShareFanOutAndExecutionDoNotCount() {
        Circumstances all =
                new Circumstances(50, 50, 50, 50, false, new Circumstances.Execution(1, "service", "ccm", null));
        Score score =
                score(write().on("ADMIN$", "ccmcache\\setup.exe"), distributor().pairOn(4), all);
        assertEquals(List.of(), score.reasons());
        assertEquals(Spread.OF_CLIENT, score.spread(), "it folds all the same");
    }

    @Test
    void forADistributorAllOtherReasonsCount() {
        Score score = score(
                write().on("ADMIN$", "ccmcache\\report.pdf.exe"),
                distributor(),
                new Circumstances(1, 1, 1, 1, true, null));
        assertEquals(25 + 25 + 40 + 45, score.total());
    }

    @Test
    void provedPsexecIsAPlaceOfItsOwn() {
        Placement own = new Placement(Placement.Kind.RUNS, "psexec");
        Writes named = write().on("ADMIN$", "PSEXESVC.exe").version("psexesvc.exe", null);
        assertEquals(own, place(write().on("ADMIN$", "PSEXESVC.exe").sha256(PSEXEC), Rarities.unseen()));
        assertEquals(own, place(named, Rarities.unseen().executable(7, 1_000)));
        assertEquals(new Placement(Placement.Kind.RUNS, "admin$\\"), place(named, Rarities.unseen()));
    }

    private Placement place(Writes write, Rarities rarity) {
        return scorer.placementOf(write.build(), rarity.build().executable());
    }

    @Test
    void anActiveBaselineIsNeededForWhatWasNeverSeen() {
        Score training = score(write(), Rarities.unseen().baseline(Rarity.State.TRAINING, 13));
        assertEquals(15, training.total());
    }
}
