/**
 * Writes records for machines and cards for people.
 *
 * <p>Takes events, alerts and updates in their final order. Gives lines of JSON or text.
 *
 * <p>Keeps nothing but the counts of its closing table. Never touches the parser or the baseline.
 */
package io.sharetap.output;
