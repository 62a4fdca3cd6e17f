package io.sharetap.benchmarks.quality;

import io.sharetap.alert.AlertUpdate;
import io.sharetap.alert.Severity;
import io.sharetap.event.FileWrite;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes the alerts of one detector in one simulation, and reports to a tally which of them are true. */
final class Verdicts {
    private static final double MINUTE = 60.0 * Stage.SECOND;

    private final Stage stage;
    private final Tally tally;
    private final Map<Campaign, Found> found = new HashMap<>();
    private final Set<Campaign> folded = new HashSet<>();
    private int day;

    /** What was reported of a campaign. */
    private static final class Found {
        private final long firstNanos;
        private boolean high;

        private Found(long firstNanos) {
            this.firstNanos = firstNanos;
        }
    }

    Verdicts(Stage stage, Tally tally) {
        this.stage = stage;
        this.tally = tally;
    }

    void begin(int newDay) {
        day = newDay;
    }

    /** Takes an alert on a write of today, raised at this time. */
    void alert(FileWrite write, Severity severity, long epochNanos) {
        Stage.Origin origin = stage.originOf(write);
        if (origin.campaign() == null) {
            tally.falseAlert(day, severity, origin.cause());
            return;
        }
        tally.trueAlert(severity);
        Found alerts = found.computeIfAbsent(origin.campaign(), any -> new Found(epochNanos));
        alerts.high |= severity == Severity.HIGH;
    }

    /** Takes a write that an update reported as folded into an alert. */
    void update(AlertUpdate.FoldedWrite write) {
        Campaign campaign = stage.campaignOf(write);
        if (campaign != null) {
            folded.add(campaign);
        }
    }

    /** All campaigns are over. */
    void end(List<Campaign> campaigns) {
        for (Campaign campaign : campaigns) {
            Found alerts = found.get(campaign);
            if (alerts == null) {
                tally.missed(campaign.kind(), folded.contains(campaign));
            } else {
                tally.found(campaign.kind(), (alerts.firstNanos - campaign.firstWriteNanos()) / MINUTE, alerts.high);
            }
        }
    }
}
