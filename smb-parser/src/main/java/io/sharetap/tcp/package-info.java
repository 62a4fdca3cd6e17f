/**
 * Puts TCP segments in order.
 *
 * <p>Takes segments from {@code frame}. Gives bytes, gaps and ends of each direction to {@code nbss}.
 *
 * <p>Keeps what came early, within limits, and where each direction stands. Never knows what the bytes mean.
 */
package io.sharetap.tcp;
