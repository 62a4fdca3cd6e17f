/**
 * Measures how well the detector finds intrusions in the ordinary life of an organisation, both simulated.
 *
 * <p>Takes a seed and sizes. Gives, per kind of intrusion, how many were found, and how many false alerts came beside.
 */
package io.sharetap.benchmarks.quality;
