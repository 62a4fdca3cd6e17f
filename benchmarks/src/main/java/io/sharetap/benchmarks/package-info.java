/**
 * Measures the rooms: JMH benchmarks, one class a subject.
 *
 * <p>Takes and gives nothing. Knows all rooms, and no room knows it.
 */
package io.sharetap.benchmarks;
