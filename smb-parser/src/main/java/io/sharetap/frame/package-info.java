/**
 * Decodes a captured frame down to the TCP segment in it.
 *
 * <p>Takes raw frames from {@code capture}. Gives {@link io.sharetap.frame.Segment} of SMB ports to {@code tcp}.
 *
 * <p>Keeps nothing between frames. Never follows a TCP state, never reads a payload.
 */
package io.sharetap.frame;
