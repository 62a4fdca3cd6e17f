/**
 * Reads frames from capture files and interfaces.
 *
 * <p>Takes paths, or names of interfaces. Gives raw frames in place, without a copy where a file can be mapped; those
 * of an interface are copied once. Files wait for whoever is slow, interfaces lose and count.
 *
 * <p>Keeps what is still being read. Never decodes a frame.
 *
 * <pre>
 * CaptureFiles ── CaptureInput ──> ByteSupply (MappedSupply | BlockSupply) ──> PcapReader | PcapngReader ──> FrameSink
 *                                       └── FrameMemory: slabs whose frames are still being read
 *
 * LiveSource ── LiveInterface (a thread each) ── LiveHandle (libpcap) ──> FrameRing, one an interface ──> FrameSink
 * </pre>
 */
package io.sharetap.capture;
