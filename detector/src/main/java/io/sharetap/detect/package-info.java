/**
 * Joins baseline, score and alert into the detector that sensor, score command and fleet share.
 *
 * <p>Takes events in order. Passes on each of them, followed by the alerts that it raised.
 *
 * <p>Keeps what happened within the last hour: reached destinations, executions, judged writes, acts of clients. Never
 * knows where events come from or go to.
 */
package io.sharetap.detect;
