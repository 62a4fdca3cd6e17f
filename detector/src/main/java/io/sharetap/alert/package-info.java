/**
 * Makes an alert of what is rare enough, and one story of what belongs together.
 *
 * <p>Takes events with their score. Gives alerts and, of what was folded into them, updates.
 *
 * <p>Keeps what was raised in the last 24 hours of event time. Never touches a file, a socket or the baseline.
 */
package io.sharetap.alert;
