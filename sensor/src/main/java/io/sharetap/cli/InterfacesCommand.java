package io.sharetap.cli;

import io.sharetap.capture.NetworkInterfaces;
import io.sharetap.event.IpAddress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Lists the interfaces that can be watched. */
@Command(
        name = "interfaces",
        description = "Lists the interfaces: whether each is up and has a link, and its addresses.",
        mixinStandardHelpOptions = true)
final class InterfacesCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    InterfacesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        StringBuilder table = new StringBuilder();
        List<NetworkInterfaces.Named> all = NetworkInterfaces.list();
        for (NetworkInterfaces.Named each : all) {
            table.append(lineOf(each)).append('\n');
        }
        if (all.isEmpty()) {
            surroundings.say("there is none that this process may see");
        }
        return surroundings.print(table.toString());
    }

    /** The interface's line; IPv6 addresses as RFC 5952 asks, without a zone, as the line begins with the interface. */
    static String lineOf(NetworkInterfaces.Named each) {
        String addresses = each.addresses().stream()
                .map(address -> IpAddress.parse(address.replaceFirst("%.*", "")).toString())
                .collect(Collectors.joining(" "));
        return String.format(Locale.ROOT, "%-15s %-7s %s", each.name(), stateOf(each), addresses)
                .stripTrailing();
    }

    private static String stateOf(NetworkInterfaces.Named each) {
        if (!each.up()) {
            return "down";
        }
        return each.link() ? "up" : "no link";
    }
}
