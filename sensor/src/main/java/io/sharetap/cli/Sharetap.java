package io.sharetap.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** Is the program: takes the arguments, gives the exit code. */
@Command(
        name = "sharetap",
        description = "Finds uncommon executables written over SMB, in packets.",
        mixinStandardHelpOptions = true,
        versionProvider = Sharetap.Version.class)
public final class Sharetap {
    private Sharetap() {}

    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new Sharetap());
        line.setOut(new PrintWriter(System.out, true));
        System.exit(line.execute(arguments));
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
