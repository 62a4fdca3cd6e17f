package io.sharetap.rpc;

import io.sharetap.base.Hosts;
import io.sharetap.tcp.Connection;
import java.util.Locale;

/**
 * Remembers of the services (or tasks) that clients set up what they run, so that a start by another association names
 * it; those unused for longest are forgotten first.
 */
final class KnownServices {
    private final Latest<Key, Service> services;

    /** A service of a server, as a client knows it. */
    private record Key(Hosts hosts, String name) {
        static Key of(Connection connection, String name) {
            return new Key(connection.home(), name.toLowerCase(Locale.ROOT));
        }

        /** Written out as {@link #hashCode} is, since those that the language makes are slow to begin with. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && hosts.equals(key.hosts) && name.equals(key.name);
        }

        @Override
        public int hashCode() {
            return 31 * hosts.hashCode() + name.hashCode();
        }
    }

    /**
     * What is known of a service.
     *
     * @param name null: not seen, as may be all others
     */
    record Service(String name, String displayName, String command) {
        static final Service UNKNOWN = new Service(null, null, null);
    }

    KnownServices(int max) {
        services = new Latest<>(max);
    }

    void put(Connection connection, Service service) {
        if (service.name() != null) {
            services.put(Key.of(connection, service.name()), service);
        }
    }

    /** What is known of the service; of one that is not known its name. */
    Service of(Connection connection, String name) {
        Service known = services.get(Key.of(connection, name));
        return known == null ? new Service(name, null, null) : known;
    }
}
