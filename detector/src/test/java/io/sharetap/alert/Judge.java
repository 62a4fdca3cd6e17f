package io.sharetap.alert;

import static io.sharetap.score.Writes.write;

import io.sharetap.baseline.Rarity;
import io.sharetap.event.FileWrite;
import io.sharetap.score.Circumstances;
import io.sharetap.score.Rarities;
import io.sharetap.score.Score;
import io.sharetap.score.ScoreSettings;
import io.sharetap.score.Scorer;
import io.sharetap.score.Writes;

/** Scores writes and gives them to an alerter, as the detector does. */
final class Judge {
    private static final String PSEXEC = "141b2190f51397dbd0dfde0e3904b264c91b6f81febc823ff0c33da980b69944";

    private final Scorer scorer = new Scorer(ScoreSettings.defaults());
    private final Alerter alerter;

    Judge(Alerter alerter) {
        this.alerter = alerter;
    }

    /** Low: a tool in a share of a host that this client knows. */
    static Writes low() {
        return write().on("public", "tool.exe");
    }

    /** High: 70 points by new pair, location and admin share. */
    static Writes high() {
        return write().on("ADMIN$", "kqzvbnmw.exe");
    }

    static Writes psexec() {
        return write().on("ADMIN$", "PSEXESVC.exe").sha256(PSEXEC);
    }

    static Writes scr() {
        return write().on("public", "saver.scr");
    }

    static Circumstances domainController() {
        return new Circumstances(1, 1, 1, 1, true, null);
    }

    Alerter.Outcome judge(Writes write) {
        return judge(write, Rarities.unseen().pairOn(3), Circumstances.NONE);
    }

    Alerter.Outcome judgeHigh(Writes write) {
        return judge(write, Rarities.unseen().receivedOn(3), Circumstances.NONE);
    }

    Alerter.Outcome judge(Writes write, Rarities rarity, Circumstances around) {
        Rarity built = rarity.build();
        Score score = scorer.score(write.build(), built, around);
        return judge(write.build(), built, score);
    }

    /** At its own time, where no more is known of it. */
    Alerter.Outcome judge(FileWrite write, Rarity rarity, Score score) {
        return alerter.onScored(write, rarity, score, write.epochNanos(), () -> AlertContext.NONE);
    }
}
