/**
 * Holds the types that all rooms of the parser share: a window on memory, a moment, limits, anomalies, counts.
 *
 * <p>Takes nothing, gives values. Keeps counts ({@link io.sharetap.base.Ledger}). Never follows a protocol.
 */
package io.sharetap.base;
