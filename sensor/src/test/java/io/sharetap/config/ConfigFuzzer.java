package io.sharetap.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;

/**
 * Fuzz target: the text of a settings file. Held: it is taken, and then every setting in force can be shown; or it is
 * refused as a wrong setting, in words that name the file.
 */
public final class ConfigFuzzer {
    private static final SettingsCatalogue CATALOGUE = new SettingsCatalogue();
    private static final String FILE = "settings.yaml";

    private ConfigFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        try {
            GivenSettings given = new GivenSettings(CATALOGUE);
            SettingsFile.addTo(given, new StringReader(new String(input, StandardCharsets.UTF_8)), FILE);
            SensorConfig config = SensorConfig.of(given);
            if (config.limits() == null || config.inForce().isEmpty()) {
                throw new AssertionError("settings that are none");
            }
        } catch (WrongSetting e) {
            if (e.getMessage() == null || e.getMessage().isBlank()) {
                throw new AssertionError("refused without a word", e);
            }
        }
    }
}
