package io.sharetap.alert;

import static io.sharetap.score.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.event.FileWrite;
import io.sharetap.score.Circumstances;
import io.sharetap.score.Rarities;
import io.sharetap.score.Score;
import io.sharetap.score.ScoreSettings;
import io.sharetap.score.Scorer;
import io.sharetap.score.Writes;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertTextTest {
    private static final String PSEXEC = "141b2190f51397dbd0dfde0e3904b264c91b6f81febc823ff0c33da980b69944";

    private final Scorer scorer = new Scorer(ScoreSettings.defaults());

    @Test
    void whatWasRunIsSaidAsSuch() {
        Circumstances.Execution run =
                new Circumstances.Execution(1, "service", "started", "Updater", "C:\\a.exe", "impacket psexec");
        Score score = scorer.score(write().build(), Rarities.unseen().build(), Circumstances.NONE.with(run));
        AlertText text = new AlertText(
                write().build(), Variation.of(score), score, Rarities.unseen().build(), new AlertContext(run, null));
        String said = "It was run on 10.0.0.2 by service \"Updater\", as impacket psexec does: what did it do there?";
        assertTrue(text.investigate().contains(said));
    }

    private AlertText text(Writes write, Rarities rarity) {
        Score score = scorer.score(write.build(), rarity.build(), Circumstances.NONE);
        return new AlertText(write.build(), Variation.of(score), score, rarity.build(), AlertContext.NONE);
    }

    /** What the message says before it comes to the history. */
    private String event(Writes write) {
        String message = text(write, Rarities.unseen().pairOn(3)).message();
        return message.substring(0, message.indexOf(';'));
    }

    @Test
    void theMessageSaysWhatHappenedAndHowUsualItIs() {
        Writes psexec = write().on("ADMIN$", "PSEXESVC.exe").sha256(PSEXEC).by("192.168.10.31");
        Rarities rarity = Rarities.unseen().executable(1, 1_234).similarDays(2).pairOn(1);
        assertEquals(
                "PSEXESVC.exe (145,568 bytes) was written by 192.168.10.31 to \\\\dc1\\ADMIN$ (192.168.10.10); this"
                        + " executable was seen on 1 of 1,234 destinations, 8 would be usual; uncommon executables in"
                        + " such a place of this destination were seen on 2 of 30 days, 3 would be usual.",
                text(psexec.to("192.168.10.10").tree("\\\\dc1\\ADMIN$"), rarity).message());
    }

    @Test
    void theMessageOfAHighAlertLeadsWithItsReasons() {
        String message = text(
                        write().on("ADMIN$", "kqzvbnmw.exe"), Rarities.unseen().receivedOn(3))
                .message();
        String reasons = "Highly suspicious (70 points, 70 suffice): 10.0.0.1 wrote no executable to 10.0.0.2 on any of"
                + " the 30 days observed in the last 30; C:\\Windows is a place that runs programs (under Windows);"
                + " an administrative share; kqzvbnmw.exe (145,568 bytes) was written by 10.0.0.1";
        assertTrue(message.startsWith(reasons), message);
    }

    @Test
    void aCopyMadeByTheServerNamesItsSource() {
        assertEquals(
                "b.exe (145,568 bytes) was copied by the server for 10.0.0.1 from builds\\a.exe"
                        + " to \\\\server\\C$\\Tools (10.0.0.2)",
                event(write().on("C$", "Tools\\b.exe").copyOf("builds\\a.exe")));
        assertEquals(
                "b.exe (145,568 bytes) was copied by the server for 10.0.0.1 to \\\\server\\C$\\Tools (10.0.0.2)",
                event(write().on("C$", "Tools\\b.exe").copyOf(null)));
    }

    @Test
    void theFolderIsPartOfTheDestination() {
        assertEquals(
                "x.exe (145,568 bytes) was written by 10.0.0.1 to \\\\server\\C$\\Tools\\new (10.0.0.2)",
                event(write().on("C$", "Tools\\new\\x.exe")));
    }

    @Test
    void anAddressThatNamesTheServerIsNotRepeated() {
        assertEquals(
                "x.exe (1 byte) was written by 10.0.0.1 to \\\\10.0.0.2\\C$",
                event(write().on("C$", "x.exe").tree("\\\\10.0.0.2\\C$").size(1)));
    }

    @Test
    void whatIsUnknownIsSaidToBe() {
        assertEquals(
                "An executable whose name was not seen (size unknown) was written by 10.0.0.1 to 10.0.0.2 (the server's"
                        + " answers were not seen)",
                event(write().on(null, null).size(-1).outcome(FileWrite.Outcome.UNKNOWN)));
    }

    @Test
    void namesOffTheWireStandAsTheyAre() {
        assertTrue(event(write().on("public", "a\u202Eb\u001B[31m.exe")).startsWith("a\u202Eb\u001B[31m.exe ("));
    }

    @Test
    void aScreensaverAsksWhetherItIsGenuine() {
        List<String> steps =
                text(write().on("public", "saver.scr"), Rarities.unseen()).investigate();
        assertTrue(steps.stream().anyMatch(step -> step.contains("genuine screensaver")));
    }

    @Test
    void psexecAsksWhetherItWasAuthorised() {
        List<String> steps = text(write().on("ADMIN$", "a.exe").sha256(PSEXEC), Rarities.unseen())
                .investigate();
        assertTrue(steps.stream().anyMatch(step -> step.contains("authorised")));
    }

    @Test
    void guestsAndWhoNamesNobodyAreCalledSo() {
        assertTrue(event(write().logon("guest", true)).contains("written by 10.0.0.1 (let in as a guest) to"));
        assertTrue(event(write().logon("anonymous", true)).contains("by 10.0.0.1 (logged on anonymously) to"));
        assertTrue(last(write().logon("guest", true)).contains("let guests write? That it was alice is"));
        assertTrue(last(write().logon("anonymous", true)).contains("neither a name nor a password"));
    }

    @Test
    void whoLoggedOnBeforeTheCaptureIsAskedFor() {
        assertTrue(last(write().user(null).logon(null, false)).startsWith("Who was it? The logon came before"));
        assertTrue(last(write().logon(null, false)).startsWith("What else"));
    }

    private String last(Writes write) {
        List<String> steps = text(write, Rarities.unseen()).investigate();
        return steps.get(steps.size() - 1);
    }

    @Test
    void everyAlertAsksAfterTheFileItsRunAndItsClient() {
        List<String> steps = text(write(), Rarities.unseen()).investigate();
        assertEquals(3, steps.size());
        assertTrue(steps.get(0).contains("malicious"));
        assertTrue(steps.get(1).contains("run on 10.0.0.2"));
        assertTrue(steps.get(2).contains("What else did 10.0.0.1, or the user alice, do"));
    }
}
