/**
 * Reads frames from capture files and interfaces.
 *
 * <p>Takes paths, or names of interfaces. Gives raw frames in place; those of a file are read into memory in large
 * blocks, those of an interface are copied once. Files wait for whoever is slow, interfaces lose and count.
 *
 * <p>Keeps what is still being read. Never decodes a frame.
 *
 * <pre>
 * CaptureFiles ── CaptureInput ──> ByteInput (FileInput | StreamInput)
 *      └── ByteSupply, fed by it ──> PcapReader | PcapngReader ──> FrameSink
 *             └── FrameMemory: blocks whose frames are still being read
 *
 * LiveSource ── LiveInterface (a thread each) ── LiveHandle (libpcap) ──> FrameRing, one an interface ──> FrameSink
 * </pre>
 */
package io.sharetap.capture;
