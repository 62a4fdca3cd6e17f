package io.sharetap.tcp;

/** Tells client and server apart by their ports, where no handshake was seen. */
final class SmbPorts {
    private static final int DIRECT_TCP = 445;
    private static final int NETBIOS_SESSION = 139;
    private static final int ENDPOINT_MAPPER = 135;

    private SmbPorts() {}

    /**
     * Whether the lower end is the client. Where both or neither have a known port, the end with the lower port is the
     * server.
     */
    static boolean clientIsLow(FlowKey key) {
        boolean lowServes = serves(key.lowPort);
        boolean highServes = serves(key.highPort);
        return lowServes == highServes ? key.lowPort > key.highPort : highServes;
    }

    private static boolean serves(int port) {
        return port == DIRECT_TCP || port == NETBIOS_SESSION || port == ENDPOINT_MAPPER;
    }
}
