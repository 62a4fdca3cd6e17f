package io.sharetap.cli;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.Slf4JLoggerFactory;
import io.sharetap.config.WrongSetting;
import io.sharetap.notice.FailureReason;
import io.sharetap.score.DetectionLists;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The program: takes the arguments, gives the exit code. */
public final class Sharetap {
    /** All was read and written. */
    static final int DONE = 0;
    /** An input was damaged or unreadable, or our own code failed. */
    static final int DAMAGED = 1;
    /** Wrong usage, wrong settings, or a path that does not exist. */
    static final int WRONG = 2;

    private Sharetap() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        nameLogging();
        keepPicocliShort();
        readListsBeforehand();
        Surroundings surroundings = Surroundings.ofProcess();
        surroundings.stop().listen();
        int code = DAMAGED;
        try {
            code = run(surroundings, arguments);
        } catch (Error e) {
            surroundings.err().print(FaultText.trace(e));
        }
        System.exit(code); // also after a failure: threads may remain that do not end by themselves
    }

    /** Loads the lists in parallel with parsing the arguments, which takes as long; the first user waits for them. */
    private static void readListsBeforehand() {
        Thread reading = new Thread(DetectionLists::shipped, "read-lists");
        reading.setDaemon(true);
        reading.start();
    }

    /**
     * Names the logging provider. Otherwise each jar is searched for one, though none logs anything, and netty would
     * try three.
     */
    private static void nameLogging() {
        System.setProperty("slf4j.provider", "org.slf4j.nop.NOPServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "WARN");
        InternalLoggerFactory.setDefaultFactory(Slf4JLoggerFactory.INSTANCE);
    }

    /**
     * Otherwise picocli looks for Groovy in all jars, which opens each of them, and loads readers for types of values
     * that no option has.
     */
    private static void keepPicocliShort() {
        System.setProperty("picocli.disable.closures", "true");
        System.setProperty("picocli.converters.excludes", "java\\.(sql|time)\\..*");
    }

    /** Runs a command in given surroundings. */
    static int run(Surroundings surroundings, String... arguments) {
        CommandLine line = new CommandLine(spec());
        commandsFor(arguments, surroundings).forEach(line::addSubcommand);
        StringWriter printed = new StringWriter(); // usage or version: a PrintWriter would keep its errors to itself
        line.setOut(new PrintWriter(printed));
        line.setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((wrong, rest) -> {
            UsageMistake.explain(wrong).forEach(surroundings::say);
            return WRONG;
        });
        line.setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, surroundings));
        if (arguments.length == 0) {
            line.usage(line.getErr());
            return WRONG;
        }
        try {
            int code = line.execute(arguments);
            return printed.getBuffer().isEmpty() ? code : Math.max(code, surroundings.print(printed.toString()));
        } catch (InternalError e) {
            // Java reports late, in whatever code then runs, that a mapped file was cut short by another process.
            surroundings.say("memory of a file that is in use is gone: " + e.getMessage());
            return DAMAGED;
        }
    }

    private static CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(new Sharetap())
                .name("sharetap")
                .versionProvider(new Version());
        spec.usageMessage()
                .description("Finds uncommon executables that are written over SMB, in captured packets.")
                .synopsisSubcommandLabel("COMMAND")
                .footer(
                        "",
                        "sharetap COMMAND --help shows a command's options; docs/operations.md explains how to run it.",
                        "",
                        "Exit: 0 done; 1 an input was damaged or unreadable;"
                                + " 2 wrong usage, wrong settings, no such path; 3 the heap was too small.");
        return withHelp(spec);
    }

    /** Adds the options of picocli's mixinStandardHelpOptions, which uses annotations. */
    static CommandSpec withHelp(CommandSpec spec) {
        return spec.addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help message and exit.")
                        .build())
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Print version information and exit.")
                        .build());
    }

    /**
     * Only the command that is asked for, if there is one: to inspect a command takes a tenth of the time of a short
     * replay.
     */
    private static List<Object> commandsFor(String[] arguments, Surroundings surroundings) {
        return switch (arguments.length == 0 ? "" : arguments[0]) {
            case "replay" -> List.of(new ReplayCommand(surroundings).spec());
            case "watch" -> List.of(new WatchCommand(surroundings).spec());
            case "score" -> List.of(new ScoreCommand(surroundings).spec());
            default ->
                List.of(
                        new ReplayCommand(surroundings).spec(),
                        new WatchCommand(surroundings).spec(),
                        new ScoreCommand(surroundings).spec(),
                        new BaselineCommand(surroundings),
                        new FleetCommand(surroundings),
                        new InterfacesCommand(surroundings),
                        new ConfigCommand(surroundings).spec(),
                        new RehearseCommand(surroundings));
        };
    }

    private static int explain(Exception failure, Surroundings surroundings) {
        if (failure instanceof WrongSetting) {
            failure.getMessage().lines().forEach(surroundings::say);
            return WRONG;
        }
        if (failure instanceof IOException unusable) {
            surroundings.say(FailureReason.of(unusable));
            return failure instanceof NoSuchFileException ? WRONG : DAMAGED;
        }
        surroundings.say("this is a fault of ours, please report it: " + FaultText.of(failure));
        if (surroundings.debug()) {
            surroundings.err().print(FaultText.trace(failure));
        }
        return DAMAGED;
    }

    /** Reads the version from the manifest of the program's own jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Sharetap.class.getPackage().getImplementationVersion();
            return new String[] {"sharetap " + (version == null ? "(not packaged)" : version)};
        }
    }
}
