package io.sharetap.cli;

import io.sharetap.config.NearestName;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line that was refused, and how to go on. */
public final class UsageMistake {
    private UsageMistake() {}

    /** The lines to print. */
    public static List<String> explain(ParameterException mistake) {
        CommandLine line = mistake.getCommandLine();
        return List.of(whatIsWrong(mistake, line.getCommandSpec()), "try: " + name(line) + " --help");
    }

    private static String name(CommandLine line) {
        return line.getCommandSpec().qualifiedName();
    }

    private static String whatIsWrong(ParameterException mistake, CommandSpec command) {
        Collection<String> commands = commandsOf(command);
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            if (unmatched.isUnknownOption()) {
                String given = first.replaceFirst("=.*", "");
                return "there is no option " + given + NearestName.hint(given, optionsOf(command), "", "");
            }
            if (!commands.isEmpty()) {
                return "there is no command \"" + first + "\"" + NearestName.hint(first, commands, "\"", "\"")
                        + "; there are: " + String.join(", ", commands);
            }
            return "\"" + first + "\" is one argument too many";
        }
        if (mistake.getClass() == ParameterException.class && !commands.isEmpty()) {
            return "no command is given; there are: " + String.join(", ", commands);
        }
        // picocli names the kind of an option twice where the option takes KEY=VALUE.
        return mistake.getMessage().replace("option option", "option");
    }

    private static Collection<String> commandsOf(CommandSpec command) {
        return command.subcommands().entrySet().stream()
                .filter(each -> !each.getValue().getCommandSpec().usageMessage().hidden())
                .map(java.util.Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> optionsOf(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::longestName)
                .toList();
    }
}
