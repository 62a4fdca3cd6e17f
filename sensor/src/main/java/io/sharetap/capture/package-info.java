/**
 * Reads frames from capture files and, later, interfaces.
 *
 * <p>Takes paths. Gives raw frames in place, without a copy where the file can be mapped.
 *
 * <p>Keeps the windows of a file that are still being read. Never decodes a frame.
 *
 * <pre>
 * CaptureFiles ── CaptureInput ──> ByteSupply (MappedSupply | BlockSupply) ──> PcapReader | PcapngReader ──> FrameSink
 *                                       └── FrameMemory: slabs whose frames are still being read
 * </pre>
 */
package io.sharetap.capture;
