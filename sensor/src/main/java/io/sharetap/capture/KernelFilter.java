package io.sharetap.capture;

import java.util.ArrayList;
import java.util.List;

/**
 * Says which frames the kernel hands over at all, in the language of pcap-filter(7): TCP of SMB's ports, and any
 * encapsulation that may hold it and that only {@code frame} can look into. In doubt it lets a frame through.
 */
final class KernelFilter {
    private static final int[] PORTS = {139, 445, 135};

    private static final int[] UDP_TUNNELS = {4_789, 8_472, 6_081, 3_544}; // VXLAN, GENEVE, Teredo

    /** IPv4 in IP, IPv6 in IP, GRE, authentication header, MPLS in IP. */
    private static final int[] IP_TUNNELS = {4, 41, 47, 51, 137};

    /** Extension headers, fragments among them; the kernel's filter does not look behind them. */
    private static final int[] IPV6_EXTENSIONS = {0, 43, 44, 60, 135, 139, 140};

    private static final String LATER_FRAGMENTS = "ip[6:2] & 0x1fff != 0";

    /** EtherTypes behind which {@code frame} looks: MPLS, PPPoE, 802.1ah, VN-Tag, E-Tag, TrustSec, an old QinQ. */
    private static final int[] OTHER_TAGS = {0x8847, 0x8848, 0x8864, 0x88E7, 0x8926, 0x893F, 0x8909, 0x9200};

    private KernelFilter() {}

    /**
     * Filters to try in this order, as not every kind of link knows VLANs or EtherTypes; the last lets all through.
     *
     * @param extraPorts TCP ports of SMB besides the usual
     */
    static List<String> expressions(List<Integer> extraPorts) {
        String internet = internet(extraPorts);
        String ethernet = internet + " or llc or " + each("ether proto", OTHER_TAGS);
        // After the word vlan all offsets are shifted, so what follows it must stand in the same clause: tags within
        // tags.
        String twice = "vlan and (" + ethernet + " or vlan)";
        return List.of(ethernet + " or (vlan and (" + ethernet + " or (" + twice + ")))", internet, "");
    }

    private static String internet(List<Integer> extraPorts) {
        List<String> kept = new ArrayList<>();
        kept.add(each("tcp port", PORTS));
        extraPorts.forEach(port -> kept.add("tcp port " + port));
        kept.add(LATER_FRAGMENTS);
        kept.add(each("udp port", UDP_TUNNELS));
        kept.add(each("ip proto", IP_TUNNELS));
        kept.add(each("ip6 proto", IP_TUNNELS));
        kept.add(each("ip6 proto", IPV6_EXTENSIONS));
        return String.join(" or ", kept);
    }

    private static String each(String what, int[] numbers) {
        List<String> all = new ArrayList<>();
        for (int number : numbers) {
            all.add(what + " " + number);
        }
        return String.join(" or ", all);
    }
}
