package io.sharetap.fleet;

import io.sharetap.event.IpAddress;
import io.sharetap.event.LeasedHost;
import java.util.HexFormat;

/**
 * A question to the fleet, about an executable or a host.
 *
 * @param text as it was asked
 * @param sha256 of the executable; null: it is a host
 * @param host its identity; null: it is an executable
 */
record Asked(String text, byte[] sha256, IpAddress host) {
    private static final String LEASE = "lease:";
    private static final int TEXT_MAX = 256;
    private static final int SHA256_DIGITS = 64;

    /** Reads a SHA-256, an IP address, or a lease as records name it; null where the text is none of these. */
    static Asked of(String text) {
        if (text.length() > TEXT_MAX) {
            return null;
        }
        if (text.startsWith(LEASE) && text.length() > LEASE.length()) {
            return new Asked(
                    text,
                    null,
                    LeasedHost.of(text.substring(LEASE.length()), null).identity());
        }
        if (text.length() == SHA256_DIGITS) {
            try {
                return new Asked(text, HexFormat.of().parseHex(text), null);
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
        IpAddress host = IpAddress.parse(text);
        return host == null ? null : new Asked(text, null, host);
    }
}
