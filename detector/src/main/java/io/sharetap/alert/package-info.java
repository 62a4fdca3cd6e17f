/**
 * Raises an alert for what is rare enough, and folds what belongs together into one story.
 *
 * <p>Takes events with their score. Gives alerts and, for the writes folded into them, updates.
 *
 * <p>Keeps the stories of the last 24 hours of event time, and for 30 days those with folded writes that no alert has
 * reported. Never touches a file, a socket or the baseline.
 */
package io.sharetap.alert;
