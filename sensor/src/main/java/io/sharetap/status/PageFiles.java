package io.sharetap.status;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds the files of the page, by their paths; no other file can be reached. */
final class PageFiles {
    private static final List<String> NAMES =
            List.of("index.html", "page.css", "page.js", "alerts.js", "sensor.js", "dom.js", "icon.svg");

    private final Map<String, Part> parts = new HashMap<>();

    /**
     * One file.
     *
     * @param type for {@code Content-Type}
     */
    record Part(String type, byte[] bytes) {}

    PageFiles() {
        NAMES.forEach(name -> parts.put("/" + name, new Part(type(name), read(name))));
        parts.put("/", parts.get("/index.html"));
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.'))) {
            case ".html" -> "text/html; charset=utf-8";
            case ".css" -> "text/css; charset=utf-8";
            case ".svg" -> "image/svg+xml";
            default -> "text/javascript; charset=utf-8";
        };
    }

    private static byte[] read(String name) {
        try (InputStream file = PageFiles.class.getResourceAsStream("page/" + name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the page's file " + name + " is not in the program's jar", e);
        }
    }

    /** The file; null where the page has none with this path. */
    Part of(String path) {
        return parts.get(path);
    }
}
