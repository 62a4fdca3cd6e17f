package io.sharetap.alert;

import io.sharetap.baseline.Rarity;
import io.sharetap.event.FileWrite;
import io.sharetap.score.Score;
import java.util.List;

/**
 * One explained alert. Immutable; the same capture and settings give the same one.
 *
 * @param id {@code event.id}
 * @param epochNanos event time at which it was raised: that of the write, or of the execution that made it graver
 * @param event the whole write that raised it
 * @param message one sentence for people; a high alert's leads with its reasons
 * @param context facts that are reported with it, though it was not judged by them
 * @param folded writes folded into this story since its last alert
 * @param investigate what to look into, one step a line
 */
public record Alert(
        String id,
        long epochNanos,
        FileWrite event,
        Variation variation,
        Score score,
        Rarity rarity,
        String message,
        AlertContext context,
        long folded,
        List<String> investigate) {
    static final int RISK_SCORE_MAX = 100;

    /** {@code event.risk_score}: the score, at most 100. */
    public int riskScore() {
        return Math.min(score.total(), RISK_SCORE_MAX);
    }
}
