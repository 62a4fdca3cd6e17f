/**
 * Weighs an event by its rarity and its circumstances: a pure function.
 *
 * <p>Takes an event and its {@link io.sharetap.baseline.Rarity}. Gives a score with the reasons for it.
 *
 * <p>Keeps the detection lists, read once at start, and a cache of the places of recent folders, which changes no
 * answer. Never stores or writes anything.
 */
package io.sharetap.score;
