package io.sharetap.pe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives the names of functions that programs import by number: for the few libraries whose numbers never change, as all
 * tools that compute import hashes do; for others {@code ord} with the number.
 */
final class OrdinalNames {
    /** Loaded when the first program asks; immutable. */
    private static final class Libraries {
        private static final Map<String, Map<Integer, String>> BY_NAME = read();
    }

    private OrdinalNames() {}

    private static Map<String, Map<Integer, String>> read() {
        Map<String, Map<Integer, String>> libraries = new HashMap<>();
        try (InputStream resource = OrdinalNames.class.getResourceAsStream("ordinals.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII))) {
            Map<Integer, String> names = Map.of();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                if (space < 0) {
                    names = new HashMap<>();
                    libraries.put(line.substring(1, line.length() - 1), names);
                } else {
                    names.put(Integer.valueOf(line.substring(0, space)), line.substring(space + 1));
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("ordinals.txt is part of this library", impossible);
        }
        return libraries;
    }

    /** The name of a function; {@code library} in lower case, with its extension. */
    static String nameOf(String library, int ordinal) {
        String name = Libraries.BY_NAME.getOrDefault(library, Map.of()).get(ordinal);
        return name != null ? name : "ord" + ordinal;
    }
}
