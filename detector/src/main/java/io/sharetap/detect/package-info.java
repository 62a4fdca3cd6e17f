/**
 * Joins baseline, score and alert to the detector that sensor, score command and fleet share.
 *
 * <p>Takes events in order. Gives each of them on, followed by the alerts that it raised.
 *
 * <p>Keeps nothing of its own. Never knows where events come from or go to.
 */
package io.sharetap.detect;
