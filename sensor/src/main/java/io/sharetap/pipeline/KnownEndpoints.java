package io.sharetap.pipeline;

import io.sharetap.event.CommunityId;
import io.sharetap.event.Endpoints;
import io.sharetap.event.IpAddress;
import io.sharetap.smb.SmbSession;
import io.sharetap.tcp.Connection;
import java.util.Objects;

/**
 * Gives the endpoints of a connection, if possible the same object for all of its files: otherwise each of thousands of
 * waiting events would hold the same addresses and names. It is a cache with one place for each hash of a connection.
 * Belongs to one lane.
 */
final class KnownEndpoints {
    private static final int PLACES = 1_024;

    private record Known(long clientMac, long serverMac, Endpoints endpoints) {
        boolean isOf(Connection connection, SmbSession session) {
            return endpoints.clientPort() == connection.clientPort()
                    && endpoints.client().low() == connection.clientLow()
                    && endpoints.client().high() == connection.clientHigh()
                    && endpoints.destinationPort() == connection.serverPort()
                    && endpoints.destination().low() == connection.serverLow()
                    && endpoints.destination().high() == connection.serverHigh()
                    && clientMac == connection.clientMac()
                    && serverMac == connection.serverMac()
                    && endpoints.vlanId() == connection.vlanId()
                    && Objects.equals(endpoints.clientName(), session == null ? null : session.clientName())
                    && Objects.equals(endpoints.destinationName(), session == null ? null : session.serverName());
        }
    }

    private final CommunityId communityId = new CommunityId();
    private final Known[] known = new Known[PLACES];

    /** @param session null: there is none */
    Endpoints of(Connection connection, SmbSession session) {
        int place = placeOf(connection);
        if (known[place] == null || !known[place].isOf(connection, session)) {
            known[place] = new Known(connection.clientMac(), connection.serverMac(), make(connection, session));
        }
        return known[place].endpoints();
    }

    private static int placeOf(Connection connection) {
        long mixed = connection.clientLow() * 31 + connection.serverLow();
        mixed = (mixed * 31 + connection.clientPort()) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 32) & PLACES - 1;
    }

    private Endpoints make(Connection connection, SmbSession session) {
        IpAddress client = EventHosts.clientOf(connection);
        IpAddress server = EventHosts.serverOf(connection);
        return new Endpoints(
                client,
                connection.clientPort(),
                EventHosts.macOf(connection.clientMac()),
                session == null ? null : session.clientName(),
                server,
                connection.serverPort(),
                EventHosts.macOf(connection.serverMac()),
                session == null ? null : session.serverName(),
                communityId.of(client, connection.clientPort(), server, connection.serverPort()),
                connection.vlanId());
    }
}
