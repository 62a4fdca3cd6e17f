package io.sharetap.capture;

/**
 * Says how a watched interface fares.
 *
 * @param name of the interface
 * @param up whether frames can come from it
 * @param changes how often it stopped or began to give frames while it was watched
 * @param packets that the sensor took from it
 * @param bytes of those packets, as captured
 * @param droppedKernel packets lost because the kernel's buffer was full, as the sensor fetched them too slowly
 * @param droppedInterface packets that the interface or its driver lost
 * @param droppedRing packets lost because the sensor's own ring was full
 * @param ringUsedBytes bytes of the ring that hold frames which are not released yet
 * @param ringBytes size of the ring
 */
public record InterfaceCounts(
        String name,
        boolean up,
        long changes,
        long packets,
        long bytes,
        long droppedKernel,
        long droppedInterface,
        long droppedRing,
        long ringUsedBytes,
        long ringBytes) {}
