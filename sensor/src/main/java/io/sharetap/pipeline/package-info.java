/**
 * Joins the rooms by threads and rings.
 *
 * <pre>{@code
 * caller's thread        ring of batches    worker-i threads                  ring of reports  detector thread   ring of    output thread
 *                                                                                                                records
 * PacketSource           SegmentBatch       Lane: tcp -> nbss -> smb          ReportRing       EventOrder        OutputRing
 *   -> frame                                  -> transfer -> pe                                  -> detect
 *   -> FrameReader ====> RingInlet 0 =====>   -> FileEvents, SessionEvents =====================>  (baseline)  ============> RecordSink
 *               \\\\====> RingInlet 1 =====> ...                          =====/
 * }</pre>
 *
 * <p>Takes a {@link io.sharetap.capture.PacketSource}. Gives events in order to the detector and its records to
 * {@code output}. With 0 workers the same steps run on the caller's thread, without a ring.
 *
 * <p>Keeps rings and threads. Never reads a wire format, never decides what is an alert.
 */
package io.sharetap.pipeline;
