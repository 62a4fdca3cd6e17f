package io.sharetap.alert;

import java.util.Map;

/**
 * Counts what an alerter did and what it had to drop.
 *
 * @param raised alerts by variation
 * @param suppressed alerts not raised, by reason
 * @param folded writes folded into alerts
 * @param storyEvictions stories that ended before their time, since there were too many
 */
public record AlertCounts(
        Map<Variation, Long> raised, Map<Suppression, Long> suppressed, long folded, long storyEvictions) {}
