/**
 * Puts TCP segments in order.
 *
 * <p>Takes segments from {@code frame}. Gives bytes, gaps and ends of each direction to {@code nbss}.
 *
 * <p>Keeps segments that came early, within limits, and the state of each direction. Never knows what the bytes mean.
 */
package io.sharetap.tcp;
