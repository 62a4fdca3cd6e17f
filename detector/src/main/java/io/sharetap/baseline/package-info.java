/**
 * Remembers 30 days of executables and destinations.
 *
 * <p>Takes events in the order of their time. Gives the {@link io.sharetap.baseline.Rarity} of each before it becomes
 * history.
 *
 * <p>Keeps executables, destinations, clients and pairs in Chronicle Maps, outside of the heap. Never knows a score, an
 * alert or the clock.
 */
package io.sharetap.baseline;
