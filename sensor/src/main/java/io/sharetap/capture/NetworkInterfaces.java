package io.sharetap.capture;

import io.sharetap.config.WrongSetting;
import java.util.List;
import java.util.stream.Collectors;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface;
import org.pcap4j.core.Pcaps;

/** Lists the interfaces that can be watched. */
public final class NetworkInterfaces {
    /** Sources of libpcap that are no network interfaces. */
    private static final List<String> OTHERS = List.of("nflog", "nfqueue", "bluetooth", "usbmon", "dbus");

    private NetworkInterfaces() {}

    /**
     * One interface.
     *
     * @param up whether it is set up
     * @param link whether it also has a link: a cable, and something at its other end
     * @param addresses of this host on it, as Java writes them: IPv6 with every group, and perhaps with a zone (%eth1)
     */
    public record Named(String name, boolean up, boolean link, List<String> addresses) {}

    /** All interfaces that this process may see; without rights that can be none. */
    public static List<Named> list() {
        needLibpcap();
        try {
            return Pcaps.findAllDevs().stream()
                    .filter(each -> OTHERS.stream().noneMatch(each.getName()::startsWith))
                    .map(NetworkInterfaces::named)
                    .toList();
        } catch (PcapNativeException e) {
            throw new WrongSetting("the interfaces cannot be listed: " + e.getMessage());
        }
    }

    private static Named named(PcapNetworkInterface each) {
        List<String> addresses = each.getAddresses().stream()
                .map(address -> address.getAddress().getHostAddress())
                .collect(Collectors.toList());
        return new Named(each.getName(), each.isUp(), each.isRunning(), addresses);
    }

    static List<String> names() {
        return list().stream().map(Named::name).toList();
    }

    /** Throws {@link WrongSetting} where libpcap is missing, and says how to get it. */
    static void needLibpcap() {
        try {
            Pcaps.libVersion();
            Libpcap.memcpy(0, 0, 0);
        } catch (LinkageError e) {
            throw new WrongSetting("libpcap is not installed, or is not of this machine's kind; on Debian or Ubuntu:"
                    + " sudo apt-get install libpcap0.8");
        }
    }
}
