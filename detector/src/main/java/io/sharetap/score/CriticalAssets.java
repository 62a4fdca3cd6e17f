package io.sharetap.score;

import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.event.LeasedHost;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Holds the destinations that the settings call critical: addresses, networks ({@code 10.1.0.0/16}) and names. */
public final class CriticalAssets {
    private static final int ADDRESS_BITS = 128;
    private static final int IPV4_PREFIX_BITS = 96;
    /** No host has such a name; as one, a mistyped address would never match, and nobody would know. */
    private static final Pattern LIKE_AN_ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+)+|.*:.*");

    private final List<Network> networks = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private record Network(String entry, long high, long low, long highMask, long lowMask) {
        boolean holds(IpAddress address) {
            return (address.high() & highMask) == high && (address.low() & lowMask) == low;
        }
    }

    /** No critical assets. */
    public static CriticalAssets none() {
        return new CriticalAssets();
    }

    /**
     * The assets of the settings' entries.
     *
     * @throws IllegalArgumentException an entry is none of the three; the message names it
     */
    public static CriticalAssets of(List<String> entries) {
        CriticalAssets assets = new CriticalAssets();
        entries.forEach(entry -> assets.add(entry.strip()));
        return assets;
    }

    private void add(String entry) {
        if (entry.isEmpty()) {
            throw new IllegalArgumentException("an empty critical asset");
        }
        int slash = entry.indexOf('/');
        IpAddress address = IpAddress.parse(slash < 0 ? entry : entry.substring(0, slash));
        if (address == null) {
            if (slash >= 0) {
                throw new IllegalArgumentException("critical asset \"" + entry + "\" is no network");
            }
            if (LIKE_AN_ADDRESS.matcher(entry).matches()) {
                throw new IllegalArgumentException("critical asset \"" + entry + "\" is no IP address");
            }
            names.add(SharePath.trimmed(entry.toLowerCase(Locale.ROOT)));
            return;
        }
        int offset = address.isIpv4() ? IPV4_PREFIX_BITS : 0;
        int bits = slash < 0 ? ADDRESS_BITS : offset + prefixLength(entry, slash, ADDRESS_BITS - offset);
        long highMask = bits >= Long.SIZE ? -1 : mask(bits);
        long lowMask = bits <= Long.SIZE ? 0 : mask(bits - Long.SIZE);
        networks.add(new Network(entry, address.high() & highMask, address.low() & lowMask, highMask, lowMask));
    }

    private static int prefixLength(String entry, int slash, int most) {
        String digits = entry.substring(slash + 1);
        if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > most) {
            throw new IllegalArgumentException("critical asset \"" + entry + "\" has no prefix length up to " + most);
        }
        return Integer.parseInt(digits);
    }

    private static long mask(int bits) {
        return bits == 0 ? 0 : -1L << Long.SIZE - bits;
    }

    /** The entry that covers the destination of a write; null where none does. */
    String entryFor(FileWrite write) {
        for (Network network : networks) {
            if (network.holds(write.destination())) {
                return network.entry();
            }
        }
        if (names.isEmpty()) {
            return null;
        }
        // The server's name comes from the packets and may be forged. That can only make a destination critical, so it
        // is believed.
        LeasedHost leased = write.endpoints().destinationHost();
        String byName = leased == null ? null : entryForName(leased.shown());
        byName = byName != null ? byName : entryForName(write.endpoints().destinationName());
        return byName != null || write.smb() == null
                ? byName
                : entryForName(serverOf(write.smb().tree()));
    }

    private String entryForName(String name) {
        if (name == null) {
            return null;
        }
        String whole = SharePath.trimmed(name.toLowerCase(Locale.ROOT));
        int dot = whole.indexOf('.');
        String host = dot < 0 ? whole : whole.substring(0, dot);
        return names.contains(whole) ? whole : names.contains(host) ? host : null;
    }

    private static String serverOf(String tree) {
        if (tree == null || !tree.startsWith("\\\\")) {
            return null;
        }
        int end = tree.indexOf('\\', 2);
        return tree.substring(2, end < 0 ? tree.length() : end);
    }
}
