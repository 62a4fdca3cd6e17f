package io.sharetap.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * Lists the fleet among the commands. It is a program of its own, which the launcher of the source tree starts. A user
 * who gets here has an installed package, which holds only the sensor.
 */
@Command(name = "fleet", description = "Judges the writes of many sensors by one memory, on Kafka.")
final class FleetCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Unmatched
    private List<String> arguments;

    FleetCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        surroundings.say(
                "the fleet is a program of its own, which comes with the source tree: ./sharetap fleet --help");
        return Sharetap.WRONG;
    }
}
