package io.sharetap.output.deliver;

import io.sharetap.config.HostAndPort;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Looks up where a receiver is, anew for each connection, as its host may get another address. */
final class ReceiverAddress {
    private ReceiverAddress() {}

    static InetSocketAddress of(HostAndPort receiver) throws UnknownHostException {
        InetSocketAddress found = new InetSocketAddress(receiver.host(), receiver.port());
        if (found.isUnresolved()) {
            throw new UnknownHostException("no address is known of " + receiver.host());
        }
        return found;
    }
}
