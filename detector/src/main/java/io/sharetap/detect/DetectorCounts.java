package io.sharetap.detect;

import io.sharetap.alert.AlertCounts;
import io.sharetap.baseline.BaselineCounts;

/**
 * Counts what a detector did and what it had to let go.
 *
 * @param executableWrites writes that were judged
 * @param judgedAgain writes that became graver by an execution after them
 * @param alerts what was raised, folded and suppressed
 * @param fanOutEvictions destinations forgotten before their hour was over, since there were too many
 * @param executionEvictions executions forgotten before their time
 * @param judgedEvictions alerts that could not be judged again any more, since there were too many
 * @param actEvictions what clients did, forgotten before its hour was over
 * @param setAside events whose time lay too far off to be judged
 * @param baseline what the baseline holds and had to let go
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
