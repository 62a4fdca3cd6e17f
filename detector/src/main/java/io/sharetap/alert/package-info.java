/**
 * Makes an alert of what is rare enough, and one story of what belongs together.
 *
 * <p>Takes events with their score. Gives alerts and, of what was folded into them, updates.
 *
 * <p>Keeps the stories of the last 24 hours of event time, and for 30 days those of which some folded writes were told
 * by no alert. Never touches a file, a socket or the baseline.
 */
package io.sharetap.alert;
