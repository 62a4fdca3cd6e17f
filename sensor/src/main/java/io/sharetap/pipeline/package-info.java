/**
 * Joins the rooms by threads and rings.
 *
 * <pre>{@code
 *  caller of run       ring of     threads worker-i       ring of    thread detector   ring of    thread output
 *                      batches                            reports                      records
 * +--------------+               +---------------------+            +---------------+            +------------+
 * | PacketSource |  RingInlet 0  | Lane 0              | ReportRing | EventOrder    | OutputRing |            |
 * | -> frame     |==============>| tcp -> nbss -> smb  |===========>| -> detect,    |===========>| RecordSink |
 * | -> Frame-    |               | -> transfer -> pe   |      ||    |    the owner  |            |            |
 * |    Reader    |  RingInlet 1  | -> FileEvents,      |      ||    |    of the     |            |            |
 * |              |=======....    |    SessionEvents    |  ....||    |    baseline   |            |            |
 * +--------------+               +---------------------+            +---------------+            +------------+
 * }</pre>
 *
 * <p>Takes a {@link io.sharetap.capture.PacketSource}. Gives events in order to the detector and its records to
 * {@code output}. With 0 workers the same steps run on the caller's thread, without a ring. On two cores, and unless a
 * number of workers was asked for, a lane of a replay runs on the caller's thread except while much of its payload is
 * kept or decrypted ({@code SwitchingInlet}).
 *
 * <p>While the reader waits for room in a lane's ring, it hashes what that lane has put by
 * ({@link io.sharetap.transfer.HashRing}).
 *
 * <p>Keeps rings and threads. Never reads a wire format, never decides what is an alert.
 */
package io.sharetap.pipeline;
