/**
 * Decodes a captured frame down to the TCP segment in it.
 *
 * <p>Takes raw frames from {@code capture}. Gives {@link io.sharetap.frame.Segment} of SMB ports to {@code tcp}.
 *
 * <p>Keeps unfinished IP datagrams, within limits, and nothing else between frames. Never follows a TCP state, never
 * reads a payload.
 *
 * <p>One class per family of headers; each reads its own header and hands the rest inwards. They share a way of naming
 * bytes: {@code at} is where a header begins in the window, {@code end} where the captured bytes end, {@code wireEnd}
 * where they ended on the wire, which is behind {@code end} when the snap length cut them.
 */
package io.sharetap.frame;
