package io.sharetap.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the captures that others made; a test that needs one is skipped where they are absent, but not in CI. */
public final class Captures {
    private static final Path FOLDER = Path.of(System.getProperty("captures.dir", "../../shared/captures"));

    private Captures() {}

    public static Path get(String name) {
        Path capture = FOLDER.resolve(name);
        boolean there = Files.exists(capture);
        if ("true".equals(System.getenv("CI"))) {
            assertTrue(there, capture + " is absent, and this is CI");
        }
        assumeTrue(there, capture + " is absent (set -Dcaptures.dir)");
        return capture;
    }
}
