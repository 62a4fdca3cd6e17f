package io.sharetap.detect;

import io.sharetap.alert.AlertCounts;
import io.sharetap.baseline.BaselineCounts;

/**
 * Counts what a detector did and what it had to drop.
 *
 * @param executableWrites writes that were judged
 * @param judgedAgain writes whose alert became graver by a later execution
 * @param alerts counts of alerts raised, folded and suppressed
 * @param fanOutEvictions destinations forgotten before their hour was over, since there were too many
 * @param executionEvictions executions forgotten before their time
 * @param judgedEvictions alerts that can no longer be judged again, since there were too many
 * @param actEvictions acts of clients forgotten before their hour was over
 * @param setAside events whose time lay too far off to be judged
 * @param baseline counts of the baseline
 */
public record DetectorCounts(
        long executableWrites,
        long judgedAgain,
        AlertCounts alerts,
        long fanOutEvictions,
        long executionEvictions,
        long judgedEvictions,
        long actEvictions,
        long setAside,
        BaselineCounts baseline) {}
