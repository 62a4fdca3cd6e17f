package io.sharetap.frame;

import java.util.Arrays;

/** Knows on which TCP ports SMB is looked for: one bit for each of the 65,536. */
final class SmbPorts {
    private static final int NETBIOS_SESSION = 139;
    private static final int DIRECT_TCP = 445;

    private final long[] bits = new long[1 << 16 - 6];

    SmbPorts(int[] extraPorts) {
        replaceBy(extraPorts);
    }

    /** Sets the ports that count besides the usual ones. */
    void replaceBy(int[] extraPorts) {
        Arrays.fill(bits, 0);
        add(NETBIOS_SESSION);
        add(DIRECT_TCP);
        for (int port : extraPorts) {
            add(port);
        }
    }

    private void add(int port) {
        if (port < 1 || port > 0xFFFF) {
            throw new IllegalArgumentException("no TCP port: " + port);
        }
        bits[port >>> 6] |= 1L << port;
    }

    boolean contains(int port) {
        return (bits[port >>> 6] >>> port & 1) != 0;
    }
}
