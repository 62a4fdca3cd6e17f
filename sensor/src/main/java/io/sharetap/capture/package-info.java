/**
 * Reads frames from capture files and interfaces.
 *
 * <p>Takes paths, or names of interfaces. Gives raw frames in place: those of a large file where the kernel has them in
 * memory, all other in the blocks into which they are read; those of an interface are copied once. Files wait for
 * whoever is slow, interfaces lose and count.
 *
 * <p>Keeps what is still being read. Never decodes a frame.
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
