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

    /** The line for a command that does not exist, with those that do. */
    public static String noCommand(String given, Collection<String> commands) {
        return "there is no command \"" + given + "\"" + NearestName.hint(given, commands, "\"", "\"") + "; there are: "
                + String.join(", ", commands);
    }

    private static String whatIsWrong(ParameterException mistake, CommandSpec command) {
        List<String> unknown = mistake instanceof UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched()
                : mistake.getCommandLine().getUnmatchedArguments();
        // picocli names a missing option first, which is there under a mistyped name.
        if (!unknown.isEmpty() && unknown.get(0).startsWith("-")) {
            String given = unknown.get(0).replaceFirst("=.*", "");
            return "there is no option " + given + NearestName.hint(given, optionsOf(command), "", "");
        }
        Collection<String> commands = commandsOf(command);
        if (mistake instanceof UnmatchedArgumentException) {
            String first = unknown.get(0);
            return commands.isEmpty() ? "\"" + first + "\" is one argument too many" : noCommand(first, commands);
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
