package io.sharetap.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells which of the process's streams are terminals: Java only tells it for standard input and output together. */
final class Terminals {
    private Terminals() {}

    /** By what Linux says of the descriptor; on other systems no stream counts as a terminal. */
    static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException | SecurityException e) {
            return false;
        }
    }
}
