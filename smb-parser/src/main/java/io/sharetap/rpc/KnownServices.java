package io.sharetap.rpc;

import io.sharetap.tcp.Connection;
import java.util.Locale;

/**
 * Remembers of the services (or tasks) that clients set up what they run, so that a start by another association names
 * it; those unused for longest are forgotten first.
 */
final class KnownServices {
    private final Latest<NamedBetween, Service> services;

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
            services.put(key(connection, service.name()), service);
        }
    }

    /** What is known of the service; of one that is not known its name. */
    Service of(Connection connection, String name) {
        Service known = services.get(key(connection, name));
        return known == null ? new Service(name, null, null) : known;
    }

    private static NamedBetween key(Connection connection, String name) {
        return new NamedBetween(connection.home(), name.toLowerCase(Locale.ROOT));
    }
}
