package io.sharetap.event;

import java.util.Objects;

/** Names a client and a destination as the baseline identifies them, as the key of state that belongs to the pair. */
public record IdentityPair(IpAddress client, IpAddress destination) {
    /** The pair of a connection's ends. */
    public static IdentityPair of(Endpoints hosts) {
        return new IdentityPair(hosts.clientIdentity(), hosts.destinationIdentity());
    }

    /** Written by hand, like {@link #hashCode}: the methods generated for records are slow until they are compiled. */
    @Override
    public boolean equals(Object other) {
        return other instanceof IdentityPair pair
                && Objects.equals(client, pair.client)
                && Objects.equals(destination, pair.destination);
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hashCode(client) + Objects.hashCode(destination);
    }
}
