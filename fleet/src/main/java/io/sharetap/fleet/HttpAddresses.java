package io.sharetap.fleet;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Reads and writes the HTTP addresses of instances. */
final class HttpAddresses {
    private static final int PORT_MAX = 65_535;

    private HttpAddresses() {}

    /**
     * Reads {@code HOST:PORT}.
     *
     * @throws Fleet.WrongOption it is malformed, or the host is not known
     */
    static InetSocketAddress of(String option, String text) {
        InetSocketAddress named = parse(option, text);
        InetSocketAddress address = new InetSocketAddress(named.getHostString(), named.getPort());
        if (address.isUnresolved()) {
            throw new Fleet.WrongOption(option + ": nobody knows the host \"" + named.getHostString() + "\"");
        }
        return address;
    }

    /**
     * Reads {@code HOST:PORT} without resolving the host.
     *
     * @throws Fleet.WrongOption it is malformed
     */
    static InetSocketAddress parse(String option, String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 1 ? "" : text.substring(0, colon).replaceAll("^\\[|]$", "");
        int port = -1;
        try {
            port = Integer.parseInt(text.substring(colon + 1));
        } catch (NumberFormatException e) {
            host = ""; // reported below
        }
        if (host.isEmpty() || port < 0 || port > PORT_MAX) {
            throw new Fleet.WrongOption(option + ": \"" + text + "\" is no HOST:PORT");
        }
        return InetSocketAddress.createUnresolved(host, port);
    }

    /** Whether only this machine can reach it. */
    static boolean isLoopback(InetSocketAddress address) {
        return address.getAddress().isLoopbackAddress();
    }

    /**
     * The address by which other instances reach this one; where it listens on all addresses, this machine's name.
     *
     * @param named by the user; null: not
     */
    static String reached(String named, InetSocketAddress listening) throws UnknownHostException {
        if (named != null) {
            return text(of("--http-named", named));
        }
        return listening.getAddress().isAnyLocalAddress()
                ? InetAddress.getLocalHost().getHostName() + ":" + listening.getPort()
                : text(listening);
    }

    /** The form for a URL. */
    static String text(InetSocketAddress address) {
        String host = address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
