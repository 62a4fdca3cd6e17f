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
 * @param clientHost the host that had the client's address at that time, by a lease table; null: none says
 * @param destinationHost the host that had the destination's address, likewise
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
        int vlanId,
        LeasedHost clientHost,
        LeasedHost destinationHost) {

    /** Two hosts of which no lease table says anything. */
    public Endpoints(
            IpAddress client,
            int clientPort,
            String clientMac,
            String clientName,
            IpAddress destination,
            int destinationPort,
            String destinationMac,
            String destinationName,
            String communityId,
            int vlanId) {
        this(
                client,
                clientPort,
                clientMac,
                clientName,
                destination,
                destinationPort,
                destinationMac,
                destinationName,
                communityId,
                vlanId,
                null,
                null);
    }

    /** These hosts, named by leases. */
    public Endpoints with(LeasedHost ofClient, LeasedHost ofDestination) {
        return new Endpoints(
                client,
                clientPort,
                clientMac,
                clientName,
                destination,
                destinationPort,
                destinationMac,
                destinationName,
                communityId,
                vlanId,
                ofClient,
                ofDestination);
    }

    /** These hosts without the facts of their connection: for what is remembered in great number. */
    public Endpoints hostsOnly() {
        return new Endpoints(
                client, -1, null, null, destination, -1, null, null, null, -1, clientHost, destinationHost);
    }

    /** Identifies the client wherever hosts are distinguished: its lease's host or, without a lease, its address. */
    public IpAddress clientIdentity() {
        return clientHost == null ? client : clientHost.identity();
    }

    /** Identifies the destination wherever hosts are distinguished, likewise. */
    public IpAddress destinationIdentity() {
        return destinationHost == null ? destination : destinationHost.identity();
    }

    /** The client for people: its address, and its host where a lease tells it. */
    public String clientShown() {
        return clientHost == null ? client.toString() : clientHost.shown() + " (" + client + ')';
    }

    /** The destination for people. */
    public String destinationShown() {
        return destinationHost == null ? destination.toString() : destinationHost.shown() + " (" + destination + ')';
    }
}
