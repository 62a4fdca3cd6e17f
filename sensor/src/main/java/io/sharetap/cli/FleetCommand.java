package io.sharetap.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * Lists the fleet among the commands. It is a program of its own, which the launchers start. A user who gets here has
 * the package that holds only the sensor, and not the one of the fleet.
 */
@Command(name = "fleet", description = "Judges the writes of many sensors together, with one memory, on Kafka.")
final class FleetCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Unmatched
    private List<String> arguments;

    FleetCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        surroundings.say("the fleet is a program of its own, which is not here: install the package sharetap-fleet,"
                + " or start it from the tar.gz or the source tree (./sharetap fleet --help)");
        return Sharetap.WRONG;
    }
}
