package io.sharetap.event;

/**
 * Names the two hosts of an event. Texts are null where unknown.
 *
 * @param clientPort 0 to 65,535, -1: unknown
 * @param clientMac {@code 00-00-5E-00-53-23} as ECS writes it
 * @param clientName {@code source.domain}, the workstation name that the client claims
 * @param destinationName {@code destination.domain}, the server's name where learnt
 * @param communityId {@code network.community_id}, version 1
 * @param vlanId {@code network.vlan.id}, innermost, -1: none
 */
public record Endpoints(
        IpAddress client,
        int clientPort,
        String clientMac,
        String clientName,
        IpAddress destination,
        int destinationPort,
        String destinationMac,
        String destinationName,
        String communityId,
        int vlanId) {}
