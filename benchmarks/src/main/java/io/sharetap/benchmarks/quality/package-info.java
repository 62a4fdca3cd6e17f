/**
 * Measures how well the detector finds intrusions in the ordinary life of an organisation, both simulated.
 *
 * <p>{@code Organisation} plays life, a day at a time, on a {@code Stage}; {@code Campaign}s play {@code Intrusion}s
 * into it. A {@code Simulation} shows the stage's events to several {@code Judge}s at once; {@code Verdicts} decide
 * which of their alerts are true, a {@code Tally} adds up, and a {@code Report} writes docs/detection-quality.md.
 */
package io.sharetap.benchmarks.quality;
