/**
 * Judges the writes of many sensors by one memory, on Kafka Streams.
 *
 * <p>Takes the records that sensors publish to a topic. Gives alerts and their updates to another.
 *
 * <p>Keeps the parts of a baseline in stores with changelogs. Judges by the rooms of {@code detector}; never in a way
 * of its own.
 */
package io.sharetap.fleet;
