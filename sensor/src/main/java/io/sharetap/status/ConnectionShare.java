package io.sharetap.status;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/**
 * Bounds the number of open connections, without letting an address that holds many keep others out: when there is one
 * too many, the oldest connection of the address with most is closed.
 */
final class ConnectionShare implements Connection.Listener {
    private final int connectionsMax;
    /** Connections by address; the address that has been connected longest is first. */
    private final Map<InetAddress, LinkedHashSet<EndPoint>> open = new LinkedHashMap<>();
    /** The address of each connection, since a closed one no longer tells it. */
    private final Map<EndPoint, InetAddress> addresses = new HashMap<>();

    ConnectionShare(int connectionsMax) {
        this.connectionsMax = connectionsMax;
    }

    @Override
    public void onOpened(Connection connection) {
        EndPoint surplus = add(connection.getEndPoint());
        if (surplus != null) {
            surplus.close();
        }
    }

    @Override
    public synchronized void onClosed(Connection connection) {
        remove(connection.getEndPoint());
    }

    private synchronized EndPoint add(EndPoint opened) {
        InetAddress address = address(opened);
        addresses.put(opened, address);
        open.computeIfAbsent(address, any -> new LinkedHashSet<>()).add(opened);
        if (addresses.size() <= connectionsMax) {
            return null;
        }
        LinkedHashSet<EndPoint> most = null;
        for (LinkedHashSet<EndPoint> each : open.values()) {
            if (most == null || each.size() > most.size()) {
                most = each;
            }
        }
        EndPoint oldest = most.iterator().next();
        remove(oldest);
        return oldest;
    }

    private void remove(EndPoint closed) {
        if (!addresses.containsKey(closed)) {
            return; // it was removed when it was chosen to be closed
        }
        InetAddress address = addresses.remove(closed);
        LinkedHashSet<EndPoint> ofAddress = open.get(address);
        ofAddress.remove(closed);
        if (ofAddress.isEmpty()) {
            open.remove(address);
        }
    }

    /** The address; null where it is not known any more. */
    private static InetAddress address(EndPoint endPoint) {
        SocketAddress remote = endPoint.getRemoteSocketAddress();
        return remote instanceof InetSocketAddress inet ? inet.getAddress() : null;
    }
}
