package io.sharetap.config;

import java.util.Locale;

/** Holds a host and a port: the sensor's own HTTP address, or that of a receiver of records. */
public record HostAndPort(String host, int port) {
    private static final int PORT_MAX = 65_535;

    /**
     * Reads {@code HOST:PORT}, or {@code [HOST]:PORT} for an IPv6 address; the port may be 0.
     *
     * @throws IllegalArgumentException it is neither
     */
    static HostAndPort of(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 1 ? "" : text.substring(0, colon).replaceAll("^\\[|]$", "");
        int port = colon < 1 ? -1 : Integer.parseInt(text.substring(colon + 1));
        if (host.isEmpty() || port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException(text);
        }
        return new HostAndPort(host, port);
    }

    /** Whether only this machine can reach the address. */
    public boolean isLoopback() {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.startsWith("127.") || name.equals("::1");
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
