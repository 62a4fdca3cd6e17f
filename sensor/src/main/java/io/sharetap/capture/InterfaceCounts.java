package io.sharetap.capture;

/**
 * Says how a watched interface fares.
 *
 * @param name of the interface
 * @param up whether frames can come from it
 * @param changes how often it stopped or began to give frames while it was watched
 * @param packets that the sensor took from it
 * @param bytes of them, as captured
 * @param droppedKernel packets that the kernel had no room for, as we fetched too slowly
 * @param droppedInterface packets that the interface or its driver lost
 * @param droppedRing packets for which our own memory had no room
 * @param ringUsedBytes of our own memory that hold frames that are not done with
 * @param ringBytes of our own memory
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
