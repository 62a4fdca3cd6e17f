package io.sharetap.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Fuzz target: a file of settings. Held: it is taken, and then every setting in force can be shown; or it is refused as
 * a wrong setting, in words that name the file.
 */
public final class ConfigFuzzer {
    private static final Path FILE = file();

    private ConfigFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Files.write(FILE, input);
        try {
            SensorConfig config = SensorConfig.of(List.of(), Map.of(), FILE);
            if (config.limits() == null || config.inForce().isEmpty()) {
                throw new AssertionError("settings that are none");
            }
        } catch (WrongSetting e) {
            if (e.getMessage() == null || e.getMessage().isBlank()) {
                throw new AssertionError("refused without a word", e);
            }
        }
    }

    private static Path file() {
        try {
            Path file = Files.createTempFile("sharetap", ".yaml");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
