package io.sharetap.rpc;

import io.sharetap.tcp.Connection;
import java.util.Locale;

/**
 * Remembers the commands of services (or tasks) that clients set up, so that a later start by another association can
 * name them. Those unused longest are forgotten first.
 */
final class KnownServices {
    private final Latest<NamedBetween, Service> services;

    /**
     * What is known of a service.
     *
     * @param name null: not seen; so may be the others
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

    /** What is known of the service; at least its name. */
    Service of(Connection connection, String name) {
        Service known = services.get(key(connection, name));
        return known == null ? new Service(name, null, null) : known;
    }

    private static NamedBetween key(Connection connection, String name) {
        return new NamedBetween(connection.home(), name.toLowerCase(Locale.ROOT));
    }
}
