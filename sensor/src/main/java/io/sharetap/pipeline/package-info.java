/**
 * Joins the rooms by threads and rings; see the drawing in the {@code Pipeline} class' own documentation.
 *
 * <p>Takes a {@link io.sharetap.capture.PacketSource}. Gives events in order to the detector and its records to
 * {@code output}.
 *
 * <p>Keeps rings and threads. Never reads a wire format, never decides what is an alert.
 */
package io.sharetap.pipeline;
