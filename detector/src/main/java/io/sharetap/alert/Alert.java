package io.sharetap.alert;

import io.sharetap.baseline.Rarity;
import io.sharetap.event.FileWrite;
import io.sharetap.score.Score;
import java.util.List;

/**
 * Is one explained alert. Immutable; the same capture and settings give the same one.
 *
 * @param id {@code event.id}
 * @param event the write that raised it, whole
 * @param message one sentence for people; a high alert's leads with its reasons
 * @param folded writes folded into this story since its last alert
 * @param investigate what to look into, one step a line
 */
public record Alert(
        String id,
        FileWrite event,
        Variation variation,
        Score score,
        Rarity rarity,
        String message,
        long folded,
        List<String> investigate) {}
