/**
 * Reads frames from capture files and interfaces.
 *
 * <p>Takes paths, or names of interfaces. Gives raw frames in place: those of a large file in the kernel's page cache,
 * those of any other input in the blocks into which it is read. Frames of an interface are copied once. Files wait for
 * a slow consumer; interfaces lose frames and count them.
 *
 * <p>Keeps the frames that are still being read. Never decodes a frame.
 *
 * <pre>
 * CaptureFiles ── CaptureInput ──> ByteSupply ── ByteInput (FileInput | StreamInput)
 *      │        └── of a large file WindowSupply ── LeasedFile
 *      └── PcapReader | PcapngReader, fed by it ──> FrameSink
 *             └── FrameMemory: windows and blocks whose frames are still being read
 *
 * LiveSource ── LiveInterface (a thread each) ── LiveHandle (libpcap) ──> FrameRing, one an interface ──> FrameSink
 * </pre>
 */
package io.sharetap.capture;
