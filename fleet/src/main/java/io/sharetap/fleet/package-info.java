/**
 * Judges the writes of many sensors with one common memory, on Kafka Streams.
 *
 * <p>Takes the records that sensors publish to a topic. Gives alerts and their updates to another topic.
 *
 * <p>Keeps the parts of a baseline in stores with changelogs. Judges only by the rooms of {@code detector}.
 */
package io.sharetap.fleet;
