package io.sharetap.cli;

import io.sharetap.capture.NetworkInterfaces;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists the interfaces that can be watched. */
@Command(name = "interfaces", description = "Lists the interfaces.", mixinStandardHelpOptions = true)
final class InterfacesCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    InterfacesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        PrintStream out = new PrintStream(surroundings.out(), false, StandardCharsets.UTF_8);
        List<NetworkInterfaces.Named> all = NetworkInterfaces.list();
        for (NetworkInterfaces.Named each : all) {
            String addresses = String.join(" ", each.addresses());
            out.print(String.format(Locale.ROOT, "%-15s %-4s %s", each.name(), each.up() ? "up" : "down", addresses)
                            .stripTrailing()
                    + "\n");
        }
        out.flush();
        if (all.isEmpty()) {
            surroundings.say("there is none that this process may see");
        }
        return Sharetap.DONE;
    }
}
