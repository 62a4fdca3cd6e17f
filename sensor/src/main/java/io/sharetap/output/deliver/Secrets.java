package io.sharetap.output.deliver;

import io.sharetap.config.WrongSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Inserts secrets that are kept elsewhere, so that none has to be written in settings, on a command line or in a
 * message: {@code ${NAME}} is a variable of the environment, {@code ${file:PATH}} the content of a file.
 */
final class Secrets {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]*)}");
    private static final String FILE = "file:";

    private final Map<String, String> environment;

    Secrets(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The text with all references replaced; null stays null. */
    String in(String text) {
        if (text == null || text.indexOf('$') < 0) {
            return text;
        }
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(of(place.group(1))));
    }

    private String of(String place) {
        if (place.startsWith(FILE)) {
            String path = place.substring(FILE.length());
            try {
                return Files.readString(Path.of(path)).strip();
            } catch (IOException e) {
                throw new WrongSetting("outputs: ${" + place + "} cannot be read");
            }
        }
        String value = environment.get(place);
        if (value == null) {
            throw new WrongSetting("outputs: there is no variable " + place + " in the environment");
        }
        return value;
    }
}
