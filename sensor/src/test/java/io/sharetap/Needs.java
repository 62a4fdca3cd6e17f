package io.sharetap;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;

/** Ends a test that lacks something of its machine: skipped with the reason, failed where {@code CI=true}. */
public final class Needs {
    private Needs() {}

    /** A program that answers this command with exit code 0. */
    public static void program(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                lacking(String.join(" ", command) + " fails");
            }
        } catch (IOException e) {
            lacking(command[0] + " is not installed");
        }
    }

    /** This machine lacks what the test needs. */
    public static void lacking(String what) {
        if ("true".equals(System.getenv("CI"))) {
            fail(what);
        }
        abort(what);
    }
}
