package io.sharetap.event;

import java.util.Objects;

/** Names a client and a destination as the baseline knows them, as the key of what belongs to the two. */
public record IdentityPair(IpAddress client, IpAddress destination) {
    /** That of a connection's ends. */
    public static IdentityPair of(Endpoints hosts) {
        return new IdentityPair(hosts.clientIdentity(), hosts.destinationIdentity());
    }

    /** Written out as {@link #hashCode} is, since those that the language makes are slow to begin with. */
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
