package io.sharetap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code pcaps/tshark-exceptions.txt}: where Sharetap and tshark differ, and why tshark is not followed. */
final class TsharkExceptions {
    static final Path FILE = PcapCase.FOLDER.resolve("tshark-exceptions.txt");
    private static final String SEPARATOR = " \\| ";
    private static final int PARTS = 3;

    private final Map<String, String> differences = new LinkedHashMap<>();

    /** One exception a line, {@code case | difference | reason}; lines that begin with # are for people. */
    static TsharkExceptions read() throws IOException {
        TsharkExceptions exceptions = new TsharkExceptions();
        for (String line : Files.readAllLines(FILE)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                exceptions.add(line);
            }
        }
        return exceptions;
    }

    private void add(String line) {
        String[] parts = line.split(SEPARATOR, PARTS);
        if (parts.length < PARTS || parts[2].isBlank()) {
            throw new IllegalArgumentException("no reason is given: " + line);
        }
        if (differences.put(parts[0], parts[1]) != null) {
            throw new IllegalArgumentException("given twice: " + parts[0]);
        }
    }

    /** The difference that is known of this capture, empty: none. */
    String of(String capture) {
        return differences.getOrDefault(capture, "");
    }

    Iterable<String> captures() {
        return differences.keySet();
    }
}
