package io.sharetap.rpc;

import io.sharetap.tcp.Connection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Remembers of the services (or tasks) that clients set up what they run, so that a start by another association names
 * it; those unused for longest are forgotten first.
 */
final class KnownServices {
    private final Map<Key, Service> services;

    /** A service of a server, as a client knows it. */
    private record Key(long clientHigh, long clientLow, long serverHigh, long serverLow, String name) {
        static Key of(Connection connection, String name) {
            return new Key(
                    connection.clientHigh(),
                    connection.clientLow(),
                    connection.serverHigh(),
                    connection.serverLow(),
                    name.toLowerCase(Locale.ROOT));
        }
    }

    /**
     * What is known of a service.
     *
     * @param command null: not seen
     */
    record Service(String name, String displayName, String command) {}

    KnownServices(int max) {
        services = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Service> eldest) {
                return size() > max;
            }
        };
    }

    void put(Connection connection, Service service) {
        services.put(Key.of(connection, service.name()), service);
    }

    /** What is known of the service; of one that is not known its name. */
    Service of(Connection connection, String name) {
        Service known = services.get(Key.of(connection, name));
        return known == null ? new Service(name, null, null) : known;
    }
}
